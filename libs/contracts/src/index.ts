// First of all: class-transformer's `@Type` reads design types, and without this import a browser
// shows a blank page although the build passes.
import 'reflect-metadata';

export * from './account/account-data.dto.js';
export * from './account/account.dto.js';
export * from './account/change-password.dto.js';
export * from './account/session.dto.js';
export * from './account/two-factor.dto.js';
export * from './admin/admin-users.dto.js';
export * from './admin/audit.dto.js';
export * from './auth/email-address.js';
export * from './auth/guest.dto.js';
export * from './auth/password.js';
export * from './auth/register.dto.js';
export * from './auth/reset-password.dto.js';
export * from './auth/sign-in.dto.js';
export * from './booking/booking.dto.js';
export * from './booking/confirm.dto.js';
export * from './booking/reserve.dto.js';
export * from './events/event.dto.js';
export * from './ids/id.js';
export * from './money/is-currency.js';
export * from './problems/problem-code.js';
export * from './problems/problem.dto.js';
export * from './service/envelope.js';
export * from './service/service.dto.js';
export * from './service/waiting.js';
export * from './tickets/create-tickets.dto.js';
export * from './tickets/ticket-listing.dto.js';
export * from './tickets/ticket.dto.js';
export * from './time/moment.js';
export * from './users/list-users.dto.js';
export * from './users/person-name.js';
export * from './users/user-name.js';
export * from './users/user.dto.js';
export * from './validation/optional-field.js';

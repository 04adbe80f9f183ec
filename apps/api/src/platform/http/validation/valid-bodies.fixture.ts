/** Valid bodies, at least one per DTO class, keyed by class name. */
export const VALID_BODIES: Readonly<Record<string, readonly object[]>> = {
  CancelBookingDto: [{}, { userId: 1 }, { userId: '9223372036854775807' }],
  ChangeLanguageDto: [{ language: 'de' }, { language: 'en' }],
  ChangeNameDto: [{ name: 'Ada Lovelace' }, { name: '  Ada  ' }],
  ChangePasswordDto: [
    { currentPassword: 'correct horse', newPassword: 'nine lemon trees at dawn' },
    { currentPassword: '', newPassword: '123456789012' },
  ],
  ChangeRoleDto: [{ role: 'organiser' }, { role: 'customer' }],
  ConfirmDto: [
    { userId: 1, ticketIds: [1, 2] },
    { ticketIds: ['1', 2, '7300000000000000001'], paymentSimulation: 'fail' },
    { userId: '1', ticketIds: ['1'], paymentSimulation: 'success' },
    { ticketIds: ['1'], bookingId: '7300000000000000001' },
    { ticketIds: Array.from({ length: 1_000 }, (_, index) => index + 1) },
  ],
  CreateTicketsDto: [
    {},
    { vipCount: 10, frontRowCount: 20, gaCount: 100 },
    { eventId: 2, vipCount: 0, gaCount: 20_000 },
  ],
  CreateUserDto: [{ name: 'Ada Lovelace' }, { name: 'x'.repeat(255) }],
  DisableTwoFactorDto: [{ password: 'correct horse battery staple', code: '123456' }],
  EmailDto: [{ email: 'ada@example.org' }, { email: ' ada@example.org ' }],
  EnableTwoFactorDto: [{ code: '123456' }],
  EraseAccountDto: [{ password: 'correct horse battery staple' }],
  GuestDto: [{ name: 'Grace Hopper', email: 'grace@example.org' }],
  GuestLinkDto: [{ token: 'eyJhbGciOiJFZERTQSJ9.e30.c2ln' }],
  PasswordDto: [{ password: 'correct horse battery staple' }],
  RegisterDto: [
    { name: 'Ada Lovelace', email: 'ada@example.org', password: 'correct horse battery staple' },
  ],
  ReserveDto: [
    { userId: 1, tickets: [{ tier: 'VIP', quantity: 1 }] },
    { tickets: [{ tier: 'GA', quantity: 2 }] },
    {
      userId: '2',
      eventId: 1,
      tickets: [
        { tier: 'VIP', quantity: 1 },
        { tier: 'Front Row', quantity: 2_147_483_647 },
        { tier: 'é'.repeat(50), quantity: 500 },
      ],
    },
    { userId: 1, eventId: '2', tickets: [{ quantity: 1, tier: 'VIP' }], role: 'admin', price: 0 },
    { tickets: Array.from({ length: 20 }, () => ({ tier: 'VIP', quantity: 1 })) },
  ],
  ResetPasswordDto: [{ token: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0', password: 'nine lemon trees' }],
  SecondFactorDto: [{ challenge: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0', code: '123456' }],
  SignInRequestDto: [{ email: 'john@boxoffice.example', password: 'correct horse' }],
  VerifyEmailDto: [
    { token: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ', password: 'correct horse battery staple' },
  ],
};

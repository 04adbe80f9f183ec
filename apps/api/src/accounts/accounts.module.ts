import { Module } from '@nestjs/common';
import { BookingModule } from '../booking/booking.module.js';
import { MailModule } from '../platform/mail/mail.module.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { UsersModule } from '../users/users.module.js';
import { WaitlistModule } from '../waitlist/waitlist.module.js';
import { AccountRequestData } from './account-request-data.js';
import { AccountController } from './account.controller.js';
import { AdminUsersController } from './admin/admin-users.controller.js';
import { AdminUsers } from './admin/admin-users.js';
import { AuthController } from './auth.controller.js';
import { DescribeAccount } from './describe-account.js';
import { GuestsController } from './guests/guests.controller.js';
import { Guests } from './guests/guests.js';
import { JoinGuests } from './guests/join-guests.js';
import { Links } from './links.js';
import { OwnAccount } from './own-account.js';
import { ChangePassword } from './passwords/change-password.js';
import { OwnPassword } from './passwords/own-password.js';
import { PasswordHashes } from './passwords/password-hashes.js';
import { PasswordJudge } from './passwords/password-judge.js';
import { PasswordRules } from './passwords/password-rules.js';
import { ResetPassword } from './passwords/reset-password.js';
import { SetPassword } from './passwords/set-password.js';
import { PasswordTags } from './register/password-tags.js';
import { Register } from './register/register.js';
import { VerifyEmail } from './register/verify-email.js';
import { AccountRequests } from './requests/account-requests.js';
import { AnswerRequest } from './requests/answer-request.js';
import { BeginSession } from './sign-in/begin-session.js';
import { DelayedSignIns } from './sign-in/delayed-sign-ins.js';
import { MailboxDigest } from './sign-in/mailbox-digest.js';
import { RefreshCookie } from './sign-in/refresh-cookie.js';
import { Renew } from './sign-in/renew.js';
import { SignInAnswer } from './sign-in/sign-in-answer.js';
import { SignIn } from './sign-in/sign-in.js';
import { OneTimeTokens } from './tokens/one-time-tokens.js';
import { Authenticator } from './two-factor/authenticator.js';
import { RecoveryCodes } from './two-factor/recovery-codes.js';
import { SecondFactor } from './two-factor/second-factor.js';
import { TwoFactorController } from './two-factor/two-factor.controller.js';
import { TwoFactor } from './two-factor/two-factor.js';

const PASSWORDS = [
  PasswordHashes,
  PasswordJudge,
  PasswordRules,
  OwnPassword,
  SetPassword,
  ChangePassword,
  ResetPassword,
];
const SIGN_IN = [
  SignIn,
  BeginSession,
  MailboxDigest,
  DelayedSignIns,
  RefreshCookie,
  Renew,
  SignInAnswer,
];
const REGISTER = [
  Register,
  VerifyEmail,
  PasswordTags,
  AccountRequests,
  AnswerRequest,
  OneTimeTokens,
  Links,
];
/** Keeps the authenticators' secrets. */
const BOX_PURPOSE = 'boxoffice second factor';
const TWO_FACTOR = [
  TwoFactor,
  SecondFactor,
  Authenticator,
  RecoveryCodes,
  SecretBox.for(BOX_PURPOSE),
];

/** Registration, sign-in, guests, and the administration of accounts. */
@Module({
  imports: [UsersModule, MailModule, BookingModule, WaitlistModule],
  controllers: [
    AuthController,
    GuestsController,
    AccountController,
    TwoFactorController,
    AdminUsersController,
  ],
  providers: [
    ...PASSWORDS,
    ...SIGN_IN,
    ...REGISTER,
    ...TWO_FACTOR,
    Guests,
    JoinGuests,
    OwnAccount,
    DescribeAccount,
    AdminUsers,
    AccountRequestData,
  ],
  exports: [OwnPassword],
})
export class AccountsModule {}

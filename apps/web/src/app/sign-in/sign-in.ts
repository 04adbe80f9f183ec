import { HttpClient, type HttpResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  Envelope,
  GuestDto,
  SecondFactorChallengeDto,
  SecondFactorDto,
  SecondFactorNeededDto,
  SignInDto,
  SignInRequestDto,
} from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../api/api-url';
import { Session } from '../session/session';

/** Longer than the server takes to compare a password while it is busy, and no longer than patience. */
const ANSWER_WITHIN_MS = 30_000;

/** The ways to be somebody. Each takes the session that it is answered with. */
@Service()
export class SignIn {
  private readonly http = inject(HttpClient);
  private readonly session = inject(Session);

  /** @returns the second factor that the account asks for, or undefined: signed in */
  async byPassword(who: SignInRequestDto): Promise<SecondFactorChallengeDto | undefined> {
    const answer = await this.session.enter<SignInDto | SecondFactorNeededDto>(
      () => this.post('sign-in', who),
      (given) => ('accessToken' in given ? given : undefined),
    );
    return 'secondFactor' in answer ? answer.secondFactor : undefined;
  }

  async bySecondFactor(proof: SecondFactorDto): Promise<void> {
    await this.enter(['sign-in', 'second-factor'], proof);
  }

  /** Buys without an account: the tickets' link goes to this address. */
  async asGuest(guest: GuestDto): Promise<void> {
    await this.enter(['guest'], guest);
  }

  /** Finds a guest's bookings again, by the link in their mail. */
  async byGuestLink(token: string): Promise<void> {
    await this.enter(['guest-link'], { token });
  }

  private async enter(path: string[], body: unknown): Promise<void> {
    await this.session.enter<SignInDto>(
      () => this.post(path, body),
      (answer) => answer,
    );
  }

  private post<T>(path: string | string[], body: unknown): Promise<HttpResponse<Envelope<T>>> {
    const url = apiUrl('auth', ...[path].flat());
    const options = { observe: 'response', timeout: ANSWER_WITHIN_MS } as const;
    return firstValueFrom(this.http.post<Envelope<T>>(url, body, options));
  }
}

import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { TwoFactorSecretDto } from '@boxoffice/contracts';
import { formatNumber, plural } from '../../design/formats';
import { Icon } from '../../design/icon';
import { Notice } from '../../design/notice';
import { Session } from '../../session/session';
import { OwnAccount } from '../own-account';
import { AuthenticatorSetup } from './authenticator-setup';
import { PasswordProof } from './password-proof';
import { RecoveryCodes } from './recovery-codes';
import { TurnOffTwoFactor } from './turn-off-two-factor';

/** So few left that new ones are worth the trouble. */
const FEW_CODES = 3;

/**
 * The second factor. From *rest* it is turned on (*password*, *scan*, *codes*), off (*turning-off*), or
 * gets new recovery codes (*new-codes*, *codes*); each step can be left, and leaves things as they were.
 */
type Step =
  | { kind: 'rest' | 'password' | 'new-codes' | 'turning-off' }
  | { kind: 'scan'; secret: TwoFactorSecretDto }
  | { kind: 'codes'; codes: readonly string[] };

@Component({
  selector: 'box-two-factor',
  imports: [
    AuthenticatorSetup,
    Icon,
    MatButton,
    Notice,
    PasswordProof,
    RecoveryCodes,
    TurnOffTwoFactor,
  ],
  templateUrl: './two-factor.html',
  styleUrls: ['../account-page.scss', './two-factor.scss'],
})
export class TwoFactor {
  private readonly own = inject(OwnAccount);
  private readonly account = inject(Session).account;

  protected readonly step = signal<Step>({ kind: 'rest' });
  protected readonly scan = computed(() => {
    const step = this.step();
    return step.kind === 'scan' ? step.secret : undefined;
  });
  protected readonly codes = computed(() => {
    const step = this.step();
    return step.kind === 'codes' ? step.codes : undefined;
  });
  protected readonly wasTurnedOff = signal(false);
  protected readonly isOn = computed(() => this.account()?.twoFactor.enabled === true);
  private readonly left = computed(() => this.account()?.twoFactor.recoveryCodesLeft ?? 0);
  protected readonly leftText = computed(() =>
    plural(this.left(), {
      one: $localize`1 recovery code left.`,
      other: $localize`${formatNumber(this.left())}:count: recovery codes left.`,
    }),
  );
  protected readonly hasFewLeft = computed(() => this.left() <= FEW_CODES);

  protected readonly begin = async (password: string): Promise<void> => {
    const secret = await this.own.beginTwoFactor({ password });
    this.step.set({ kind: 'scan', secret });
  };
  protected readonly renewCodes = async (password: string): Promise<void> => {
    this.showCodes(await this.own.renewRecoveryCodes({ password }));
  };

  protected go(kind: 'rest' | 'password' | 'new-codes' | 'turning-off'): void {
    this.wasTurnedOff.set(false);
    this.step.set({ kind });
  }

  protected showCodes(codes: readonly string[]): void {
    this.step.set({ kind: 'codes', codes });
  }

  protected turnedOff(): void {
    this.go('rest');
    this.wasTurnedOff.set(true);
  }
}

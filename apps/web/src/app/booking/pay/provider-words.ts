import type { PaymentProviderName } from '@boxoffice/contracts';
import type { IconName } from '../../design/icon';

interface Way {
  name: string;
  hint: string;
  icon: IconName;
}

/** What buyers call the ways to pay. */
export const WAYS: Record<PaymentProviderName, () => Way> = {
  simulated: () => ({
    name: $localize`Test card`,
    hint: $localize`A simulation: no money moves`,
    icon: 'card',
  }),
  stripe: () => ({
    name: $localize`Card`,
    hint: $localize`And other ways to pay`,
    icon: 'card',
  }),
  paypal: () => ({
    name: 'PayPal',
    hint: $localize`You pay on PayPal’s page and come back here`,
    icon: 'arrow',
  }),
  offline: () => ({
    name: $localize`Bank transfer`,
    hint: $localize`You get your tickets when your money has arrived`,
    icon: 'mail',
  }),
};

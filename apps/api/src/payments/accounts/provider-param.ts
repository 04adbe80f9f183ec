import { ProblemCode, type SetUpProvider } from '@boxoffice/contracts';
import { Param, type PipeTransform } from '@nestjs/common';
import { DomainError } from '../../platform/problems/domain-error.js';
import { isSetUp } from './provider-accounts.js';

/** The provider in a path, as it is described. */
export const PROVIDER = {
  name: 'provider',
  description: 'The payment provider: stripe, paypal or offline.',
  example: 'stripe',
};

class ProviderPipe implements PipeTransform<string, SetUpProvider> {
  transform(value: string): SetUpProvider {
    if (isSetUp(value)) return value;
    throw new DomainError(
      ProblemCode.ProviderNotFound,
      'There is no such payment provider: take stripe, paypal or offline.',
    );
  }
}

/** A provider in the address. */
export function ProviderParam(): ParameterDecorator {
  return Param('provider', new ProviderPipe());
}

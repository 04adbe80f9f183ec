import { Pipe, type PipeTransform } from '@angular/core';
import { formatMoney } from './formats';

@Pipe({ name: 'money' })
export class MoneyPipe implements PipeTransform {
  transform(amountMinor: number, currency: string): string {
    return formatMoney(amountMinor, currency);
  }
}

import { Pipe, type PipeTransform } from '@angular/core';
import { formatNumber } from './formats';

/** A number as the page's language groups it. */
@Pipe({ name: 'number' })
export class NumberPipe implements PipeTransform {
  transform(value: number): string {
    return formatNumber(value);
  }
}

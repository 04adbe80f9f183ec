import { HttpErrorResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import type { OrganiserTierDto } from '@boxoffice/contracts';
import { throwError, firstValueFrom } from 'rxjs';
import { CapacityForm } from './capacity-form';

const tier = (capacity: number): Partial<OrganiserTierDto> => ({
  id: '1',
  name: 'Nave',
  capacity,
  sold: 62,
  held: 0,
});

describe('the capacity of a tier', () => {
  it('says at the field why it is refused, and keeps what was typed while the event is read again', async () => {
    const fixture = TestBed.createComponent(CapacityForm);
    const asked: number[] = [];
    fixture.componentRef.setInput('tier', tier(90));
    fixture.componentRef.setInput('change', (capacity: number) => {
      asked.push(capacity);
      const error = {
        code: 'CAPACITY_BELOW_SOLD',
        title: 'Sold',
        status: 409,
        detail: '',
        held: 0,
        sold: 62,
      };
      return firstValueFrom(throwError(() => new HttpErrorResponse({ status: 409, error })));
    });
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const field = element.querySelector('input');
    if (!field) throw new Error('No field');
    expect(field.value).toBe('90');

    field.value = '50';
    field.dispatchEvent(new Event('input'));
    await fixture.whenStable();
    element.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
    await fixture.whenStable();
    fixture.componentRef.setInput('tier', tier(90));
    await fixture.whenStable();

    expect(asked).toEqual([50]);
    expect(field.value).toBe('50');
    expect(element.querySelector('mat-error')?.textContent).toContain('62');

    fixture.componentRef.setInput('tier', tier(100));
    await fixture.whenStable();
    expect(field.value).toBe('100');
  });
});

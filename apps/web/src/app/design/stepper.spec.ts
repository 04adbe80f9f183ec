import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Stepper } from './stepper';

describe('the stepper', () => {
  let fixture: ComponentFixture<Stepper>;
  let emitted: number[];
  let field: HTMLInputElement;

  const button = (name: string): HTMLButtonElement => {
    const element = fixture.nativeElement as HTMLElement;
    const found = element.querySelector<HTMLButtonElement>(`[aria-label="${name}"]`);
    if (!found) throw new Error(`No button ${name}`);
    return found;
  };

  const type = (text: string): void => {
    field.value = text;
    field.dispatchEvent(new Event('input'));
  };

  beforeEach(async () => {
    fixture = TestBed.createComponent(Stepper);
    fixture.componentRef.setInput('label', 'VIP tickets');
    fixture.componentRef.setInput('value', 1);
    fixture.componentRef.setInput('max', 3);
    emitted = [];
    fixture.componentInstance.valueChange.subscribe((value) => emitted.push(value));
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const input = element.querySelector('input');
    if (!input) throw new Error('No field');
    field = input;
  });

  it('counts two quick presses as two, before anything is drawn again', () => {
    button('More: VIP tickets').click();
    button('More: VIP tickets').click();
    expect(emitted).toEqual([2, 3]);
  });

  it('stops at its bounds', async () => {
    button('More: VIP tickets').click();
    button('More: VIP tickets').click();
    await fixture.whenStable();
    expect(button('More: VIP tickets').disabled).toBe(true);
    button('More: VIP tickets').click();
    expect(emitted).toEqual([2, 3]);
  });

  it('replaces a typed number that is too large, and takes nonsense as none', () => {
    type('99');
    expect(field.value).toBe('3');
    type('-2');
    type('x');
    expect(emitted).toEqual([3, 0]);
  });
});

import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { HoldLine } from './hold-line';

describe("the line of a hold's time", () => {
  const seconds = signal(600);
  let fixture: ComponentFixture<HoldLine>;
  let asked: number;

  const find = (selector: string): HTMLElement | null =>
    (fixture.nativeElement as HTMLElement).querySelector(selector);
  const offer = (): HTMLElement => {
    const button = find('button');
    if (!button) throw new Error('There is no offer');
    return button;
  };
  const show = async (inputs: Record<string, unknown>): Promise<void> => {
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    await fixture.whenStable();
  };

  beforeEach(async () => {
    seconds.set(600);
    asked = 0;
    fixture = TestBed.createComponent(HoldLine);
    fixture.componentInstance.extend.subscribe(() => {
      asked += 1;
    });
    document.body.append(fixture.nativeElement as HTMLElement);
    await show({
      hold: { seconds, fraction: signal(1), isOver: signal(false), announcement: signal('') },
      canExtend: true,
    });
  });

  afterEach(() => (fixture.nativeElement as HTMLElement).remove());

  it('has the offer of more time from the start, and shows it in the last two minutes', async () => {
    expect(offer().textContent).toContain('Need more time?');
    expect(offer().classList).not.toContain('offered');
    seconds.set(120);
    await fixture.whenStable();
    expect(offer().classList).toContain('offered');
  });

  it('has no offer where the hold cannot be extended', async () => {
    await show({ canExtend: false });
    expect(find('button')).toBeNull();
  });

  it('asks once for each press, and not while something else is being sent', async () => {
    offer().click();
    expect(asked).toBe(1);
    await show({ isBusy: true });
    offer().click();
    expect(asked).toBe(1);
  });

  it('hands the keyboard on to the time when the offer was taken', async () => {
    offer().focus();
    offer().click();
    await show({ canExtend: false });
    expect(document.activeElement).toBe(find('[role="timer"]'));
  });

  it('leaves the keyboard where it is when the offer ends by itself', async () => {
    const before = document.activeElement;
    await show({ canExtend: false });
    expect(document.activeElement).toBe(before);
  });
});

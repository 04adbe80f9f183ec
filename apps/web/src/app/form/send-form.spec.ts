import { HttpErrorResponse } from '@angular/common/http';
import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form, type FieldTree } from '@angular/forms/signals';
import { firstValueFrom, throwError } from 'rxjs';
import type { Failure } from '../api/problem';
import { asksFor, isEmail, isNewPassword } from './rules';
import { sendForm } from './send-form';

describe('a form', () => {
  const model = signal({ email: '', password: '' });
  let fields: FieldTree<{ email: string; password: string }>;
  let failure: WritableSignal<Failure | undefined>;

  const refused = (problem: object): Promise<never> =>
    firstValueFrom(
      throwError(
        () => new HttpErrorResponse({ status: 422, error: { detail: 'No.', ...problem } }),
      ),
    );
  const messageAt = (field: FieldTree<string>): string | undefined => field().errors()[0]?.message;

  beforeEach(() => {
    model.set({ email: 'ada@example.org', password: 'nine lemon trees' });
    failure = signal<Failure | undefined>(undefined);
    fields = TestBed.runInInjectionContext(() =>
      form(model, (path) => {
        isEmail(path.email);
        isNewPassword(path.password);
      }),
    );
  });

  it('is sent once it is filled in right', async () => {
    let sent = 0;
    const send = (): Promise<void> => {
      sent += 1;
      return Promise.resolve();
    };
    model.set({ email: 'ada', password: 'short' });
    expect(await sendForm(fields, failure, send)).toBe(false);
    expect(messageAt(fields.email)).toBe('Enter an email address like name@example.org');
    expect(messageAt(fields.password)).toBe('At least 12 characters: 7 more to go');
    expect(sent).toBe(0);

    model.set({ email: ' ada@example.org ', password: 'nine lemon trees' });
    expect(await sendForm(fields, failure, send)).toBe(true);
    expect(sent).toBe(1);
  });

  it('says at the field what the server refused of it, until it is changed', async () => {
    const errors = [{ field: 'password', messages: ['password is among the ones guessed first'] }];
    const send = () => refused({ code: 'VALIDATION_FAILED', errors });
    expect(await sendForm(fields, failure, send)).toBe(false);
    expect(messageAt(fields.password)).toBe('This password is too easy to guess');
    expect(failure()).toBeUndefined();
    fields.password().value.set('seven quiet rivers');
    expect(messageAt(fields.password)).toBeUndefined();
  });

  it('says in the row of the field what the server refused there', async () => {
    const rows = signal({ tiers: [{ name: 'Nave' }, { name: 'Nave' }] });
    const inRows = TestBed.runInInjectionContext(() => form(rows));
    const errors = [{ field: 'tiers.1.name', messages: ['must not be "Nave" twice'] }];
    const send = () => refused({ code: 'VALIDATION_FAILED', errors });
    expect(await sendForm(inRows, failure, send)).toBe(false);
    expect(inRows.tiers[0]?.name().errors()).toEqual([]);
    expect(inRows.tiers[1]?.name().errors()[0]?.message).toBe('We can’t use this name');
    expect(failure()).toBeUndefined();
  });

  it('says at the field what a code is about', async () => {
    const send = () => refused({ code: 'WRONG_PASSWORD' });
    const isDone = await sendForm(fields, failure, send, { WRONG_PASSWORD: 'password' });
    expect(isDone).toBe(false);
    expect(messageAt(fields.password)).toContain('Wrong password');
  });

  it('is not done where the server refused it as a whole', async () => {
    expect(await sendForm(fields, failure, () => refused({ code: 'TOKEN_INVALID' }))).toBe(false);
    expect(failure()).toMatchObject({ code: 'TOKEN_INVALID' });
  });

  it('takes blanks for nothing', () => {
    const name = signal({ name: '   ' });
    const one = TestBed.runInInjectionContext(() =>
      form(name, (path) => {
        asksFor(path.name, 'Enter your name');
      }),
    );
    expect(messageAt(one.name)).toBe('Enter your name');
  });
});

import { HttpClient } from '@angular/common/http';
import { Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { Envelope, EventImageDto, OrganiserEventDto } from '@boxoffice/contracts';
import { firstValueFrom } from 'rxjs';
import { apiUrl } from '../../api/api-url';
import { Task } from '../../api/task';
import { FailureNotice } from '../../design/failure-notice';
import { EventImage } from '../../events/poster/event-image';

/** As the server has them (IMAGE_BYTES_MAX, IMAGE_TYPES): said before ten megabytes are sent for nothing. */
const BYTES_MAX = 10 * 1024 * 1024;
const TYPES = 'image/jpeg,image/png,image/webp,image/avif';
const ALT_MAX_LENGTH = 200;

/** Gives an event a picture, with the words that stand for it. */
@Component({
  selector: 'box-image-form',
  imports: [EventImage, FailureNotice, MatButton, MatFormField, MatHint, MatInput, MatLabel],
  template: `
    <section class="panel" aria-labelledby="image-heading">
      <h2 i18n id="image-heading">Picture</h2>
      @if (chosen(); as file) {
        <img class="chosen" [src]="file.address" [alt]="alt()" />
      } @else if (image(); as image) {
        <box-event-image [image]="image" />
      } @else {
        <p i18n class="muted">Without a picture, the event has a poster that we draw for it.</p>
      }
      <p>
        <input
          #picker
          class="visually-hidden"
          type="file"
          aria-label="Choose a picture"
          i18n-aria-label
          [accept]="types"
          (change)="choose(picker.files?.[0])"
        />
        <button i18n matButton="outlined" type="button" (click)="picker.click()">
          Choose a picture
        </button>
        @if (image() && !chosen()) {
          <button i18n matButton type="button" [disabled]="task.isBusy()" (click)="remove()">
            Remove picture
          </button>
        }
      </p>
      @if (isTooLarge()) {
        <p i18n class="wrong" role="alert">Choose a picture of at most 10 MB.</p>
      }
      @if (chosen() || image()) {
        <mat-form-field appearance="outline" hideRequiredMarker>
          <mat-label i18n>What it shows</mat-label>
          <input matInput [value]="alt()" [maxLength]="altMax" (input)="write($event)" />
          <mat-hint i18n>In a few words, for those who can’t see it</mat-hint>
        </mat-form-field>
        <p>
          <button
            i18n
            matButton="filled"
            type="button"
            [disabled]="task.isBusy() || alt().trim() === '' || !isChanged()"
            (click)="save()"
          >
            Save picture
          </button>
        </p>
      }
      @if (task.failure(); as failure) {
        <box-failure-notice [failure]="failure" [isRevealed]="true" />
      }
    </section>
  `,
  styles: `
    section {
      display: grid;
      gap: var(--space-4);
      margin-bottom: var(--space-6);
    }
    .chosen,
    box-event-image {
      display: block;
      width: min(100%, 400px);
      border-radius: var(--radius-l);
    }
    mat-form-field {
      width: 100%;
    }
    .wrong {
      color: var(--error);
    }
  `,
})
export class ImageForm {
  readonly organiserId = input.required<string>();
  readonly eventId = input.required<string>();
  readonly image = input.required<EventImageDto | null>();
  readonly changed = output();

  private readonly http = inject(HttpClient);
  protected readonly types = TYPES;
  protected readonly altMax = ALT_MAX_LENGTH;
  protected readonly task = new Task();
  protected readonly chosen = signal<{ file: File; address: string } | undefined>(undefined);
  protected readonly isTooLarge = signal(false);
  private readonly written = signal<string | undefined>(undefined);
  protected readonly alt = computed(() => this.written() ?? this.image()?.alt ?? '');
  protected readonly isChanged = computed(
    () => this.chosen() !== undefined || this.alt() !== this.image()?.alt,
  );
  private isOpen = true;

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.isOpen = false));
  }

  protected choose(file: File | undefined): void {
    this.isTooLarge.set(file !== undefined && file.size > BYTES_MAX);
    if (file === undefined || file.size > BYTES_MAX) return;
    // The policy of the pages lets no picture in but our own and those in their address.
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (this.isOpen) this.chosen.set({ file, address: reader.result as string });
    });
    reader.readAsDataURL(file);
  }

  protected write(event: Event): void {
    this.written.set((event.target as HTMLInputElement).value);
  }

  protected async save(): Promise<void> {
    const alt = this.alt().trim();
    const file = this.chosen()?.file;
    await this.task.run(async () => {
      const request = file
        ? this.http.put<Envelope<OrganiserEventDto>>(this.url(), file, {
            params: { alt },
            headers: { 'content-type': file.type || 'image/jpeg' },
          })
        : this.http.patch<Envelope<OrganiserEventDto>>(this.url(), { alt });
      await firstValueFrom(request);
      this.done();
    });
  }

  protected async remove(): Promise<void> {
    await this.task.run(async () => {
      await firstValueFrom(this.http.delete(this.url()));
      this.done();
    });
  }

  private done(): void {
    this.chosen.set(undefined);
    this.written.set(undefined);
    this.changed.emit();
  }

  private url(): string {
    return apiUrl('organisers', this.organiserId(), 'events', this.eventId(), 'image');
  }
}

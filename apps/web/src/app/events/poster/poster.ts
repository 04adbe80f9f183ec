import { Component, computed, input } from '@angular/core';
import { composePoster, POSTER_HEIGHT, POSTER_WIDTH } from './poster-art';

let nextSerial = 0;

/** The event's poster. In a frame that is wider than high its title goes: the page says it below. */
@Component({
  selector: 'box-poster',
  template: `
    <svg
      [attr.viewBox]="'0 0 ' + width + ' ' + height"
      preserveAspectRatio="xMidYMid slice"
      [attr.role]="isBare() ? null : 'img'"
      [attr.aria-hidden]="isBare() ? true : null"
      [attr.aria-label]="isBare() ? null : label()"
    >
      <defs>
        <linearGradient [attr.id]="key() + '-sky'" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" [attr.stop-color]="art().palette.top" />
          <stop offset="1" [attr.stop-color]="art().palette.bottom" />
        </linearGradient>
        <linearGradient [attr.id]="key() + '-beam'" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" [attr.stop-color]="art().palette.light" stop-opacity="0.75" />
          <stop offset="0.7" [attr.stop-color]="art().palette.light" stop-opacity="0.12" />
          <stop offset="1" [attr.stop-color]="art().palette.light" stop-opacity="0" />
        </linearGradient>
        <radialGradient [attr.id]="key() + '-halo'">
          <stop offset="0" [attr.stop-color]="art().palette.light" stop-opacity="0.75" />
          <stop offset="1" [attr.stop-color]="art().palette.light" stop-opacity="0" />
        </radialGradient>
        <radialGradient [attr.id]="key() + '-stage'" cy="0.35">
          <stop offset="0" [attr.stop-color]="art().palette.glow" />
          <stop offset="1" [attr.stop-color]="art().palette.light" />
        </radialGradient>
        <linearGradient [attr.id]="key() + '-floor'" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" [attr.stop-color]="art().palette.top" stop-opacity="0" />
          <stop offset="0.45" [attr.stop-color]="art().palette.top" stop-opacity="0.86" />
          <stop offset="1" [attr.stop-color]="art().palette.top" stop-opacity="0.94" />
        </linearGradient>
      </defs>
      <rect [attr.width]="width" [attr.height]="height" [attr.fill]="url('sky')" />
      @for (row of art().rows; track $index) {
        <circle
          [attr.cx]="art().stage.x"
          [attr.cy]="art().stage.y"
          [attr.r]="row.radius"
          [attr.stroke]="art().palette.paper"
          [attr.stroke-dasharray]="'0.1 ' + row.gap"
          [attr.opacity]="row.opacity"
          fill="none"
          stroke-width="3.6"
          stroke-linecap="round"
        />
      }
      <circle
        [attr.cx]="art().stage.x"
        [attr.cy]="art().stage.y"
        [attr.r]="art().stage.radius * 3.4"
        [attr.fill]="url('halo')"
      />
      @for (beam of art().beams; track $index) {
        <polygon
          class="beam"
          [attr.points]="beam.points"
          [attr.opacity]="beam.opacity"
          [attr.fill]="url('beam')"
        />
      }
      <circle
        [attr.cx]="art().stage.x"
        [attr.cy]="art().stage.y"
        [attr.r]="art().stage.radius"
        [attr.fill]="url('stage')"
      />
      @if (!isBare()) {
        <g class="title" aria-hidden="true">
          <rect
            [attr.y]="titleTop() - 90"
            [attr.width]="width"
            [attr.height]="height - titleTop() + 90"
            [attr.fill]="url('floor')"
          />
          @for (line of art().title.lines; track $index) {
            <text
              x="26"
              [attr.y]="titleTop() + ($index + 0.8) * leading()"
              [attr.font-size]="art().title.size"
              [attr.fill]="art().palette.paper"
            >
              {{ line }}
            </text>
          }
        </g>
      }
    </svg>
  `,
  styles: `
    :host {
      display: block;
      overflow: hidden;
      border-radius: var(--radius-l);
      box-shadow: var(--shadow);
      aspect-ratio: 400 / 440;
      container-type: size;
    }
    svg {
      display: block;
      width: 100%;
      height: 100%;
    }
    .beam {
      mix-blend-mode: screen;
    }
    text {
      font-family: var(--font-display);
      font-weight: 800;
      letter-spacing: -0.03em;
    }
    @container (min-aspect-ratio: 1.15) {
      .title {
        display: none;
      }
    }
  `,
})
export class Poster {
  readonly eventId = input.required<string>();
  readonly name = input.required<string>();
  /** The picture alone, as an ornament of a ticket that says the rest. */
  readonly isBare = input(false);

  protected readonly width = POSTER_WIDTH;
  protected readonly height = POSTER_HEIGHT;
  protected readonly label = computed(() => $localize`Poster: ${this.name()}:event:`);
  protected readonly art = computed(() => composePoster(this.eventId(), this.name()));
  /** Ids are the document's: two posters of one event on a page must not share a gradient by chance. */
  private readonly serial = nextSerial++;
  protected readonly key = computed(() => `poster-${this.eventId()}-${this.serial}`);
  protected readonly leading = computed(() => this.art().title.size * 0.92);
  protected readonly titleTop = computed(
    () => POSTER_HEIGHT - 24 - this.art().title.lines.length * this.leading(),
  );

  protected url(part: string): string {
    return `url(#${this.key()}-${part})`;
  }
}

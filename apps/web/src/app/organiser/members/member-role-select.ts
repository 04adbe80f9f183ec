import { Component, computed, input, output, viewChild, type ElementRef } from '@angular/core';
import type { OrganiserMemberDto, OrganiserRole } from '@boxoffice/contracts';
import { organiserRoleName } from '../organiser-role-name';

/** Gives a member another role. It shows what they are, and changes once the server has changed it. */
@Component({
  selector: 'box-member-role-select',
  template: `
    <select
      #roles
      [attr.aria-label]="label()"
      [disabled]="disabled()"
      (change)="choose(roles.value)"
    >
      @for (role of offered(); track role) {
        <option [value]="role" [selected]="role === member().role">{{ roleName(role) }}</option>
      }
    </select>
  `,
  styles: `
    select {
      min-height: var(--target);
      padding: 0 8px;
      border: 1px solid var(--outline);
      border-radius: var(--radius-m);
      background: transparent;
      color: inherit;
      font: inherit;
    }
    option {
      background: var(--surface);
    }
  `,
})
export class MemberRoleSelect {
  readonly member = input.required<OrganiserMemberDto>();
  readonly offered = input.required<readonly OrganiserRole[]>();
  readonly disabled = input(false);
  readonly roleChange = output<OrganiserRole>();

  private readonly roles = viewChild.required<ElementRef<HTMLSelectElement>>('roles');
  protected readonly roleName = organiserRoleName;
  protected readonly label = computed(() => $localize`Role: ${this.member().name}:name:`);

  protected choose(value: string): void {
    const role = this.offered().find((one) => one === value);
    if (!role || role === this.member().role) return;
    this.roles().nativeElement.value = this.member().role;
    this.roleChange.emit(role);
  }
}

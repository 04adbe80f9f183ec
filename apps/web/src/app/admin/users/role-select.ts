import { Component, computed, input, output, viewChild, type ElementRef } from '@angular/core';
import type { AdminUserDto, ChangeRoleDto } from '@boxoffice/contracts';
import { roleName } from '../../account/role-name';

/** The roles that an admin may give; nobody is made a guest. */
const GIVEN: readonly ChangeRoleDto['role'][] = ['customer', 'door_staff', 'organiser', 'admin'];

/** Gives a user another role. It shows what they are, and changes once the server has changed it. */
@Component({
  selector: 'box-role-select',
  template: `
    <select
      #roles
      [attr.aria-label]="label()"
      [disabled]="disabled()"
      (change)="choose(roles.value)"
    >
      @for (role of given; track role) {
        <option [value]="role" [selected]="role === user().role">{{ roleName(role) }}</option>
      }
    </select>
  `,
  styles: `
    select {
      min-height: var(--target);
      padding: 0 8px;
      border: 1px solid var(--hairline);
      border-radius: var(--radius-m);
      background: transparent;
      color: inherit;
      font: inherit;
    }
    select:hover:enabled {
      border-color: var(--outline);
    }
    option {
      background: var(--surface);
    }
  `,
})
export class RoleSelect {
  readonly user = input.required<AdminUserDto>();
  readonly disabled = input(false);
  readonly roleChange = output<ChangeRoleDto['role']>();

  private readonly roles = viewChild.required<ElementRef<HTMLSelectElement>>('roles');
  protected readonly roleName = roleName;
  protected readonly label = computed(() => $localize`Role: ${this.user().name}:name:`);
  protected readonly given = GIVEN;

  protected choose(value: string): void {
    const role = GIVEN.find((one) => one === value);
    if (!role || role === this.user().role) return;
    this.roles().nativeElement.value = this.user().role;
    this.roleChange.emit(role);
  }
}

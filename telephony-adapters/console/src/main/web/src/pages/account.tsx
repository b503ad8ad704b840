import type { Me } from '../api';
import { t } from '../language';
import { CommandLineCode } from '../parts/command-line-code';
import { Heading } from '../parts/heading';

/** The person and their roles. */
export function AccountPage({ me }: { me: Me }) {
  return (
    <>
      <Heading text="account" />
      <p>{t('yourLogin', { login: me.login })}</p>
      <h2>{t('yourRoles')}</h2>
      {me.roles.length === 0 ? (
        <p>{t('noRoles')}</p>
      ) : (
        <ul class="cards">
          {me.roles.map(({ role, place }) => (
            <li key={`${role} ${place}`} class="card">
              <strong>{t(role)}</strong>
              <span>{placeText(place)}</span>
            </li>
          ))}
        </ul>
      )}
      <CommandLineCode login={me.login} />
    </>
  );
}

/** Such as `practice:les-lilas`. */
function placeText(place: string): string {
  const [kind, name = ''] = place.split(':', 2);
  return kind === 'practice' || kind === 'team' ? t(kind, { name }) : t('installation');
}

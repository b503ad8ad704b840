import { useState } from 'preact/hooks';
import { Heading } from '../parts/heading';
import { AcceptForm } from './accept-form';
import { RecoveryCodes } from './recovery-codes';
import { InvitationForm } from './invitation-form';
import type { Seed } from '../api';

/** From the invitation to a sign-in with two factors, in three steps. */
export function InvitationPage() {
  const [invited, setInvited] = useState<{ token: string; seed: Seed }>();
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>();
  if (recoveryCodes && invited) {
    return <RecoveryCodes login={invited.seed.login} codes={recoveryCodes} />;
  }
  return (
    <>
      <Heading text="invitation" />
      {invited ? (
        <AcceptForm {...invited} onAccepted={setRecoveryCodes} />
      ) : (
        <InvitationForm onBegun={(token, seed) => setInvited({ token, seed })} />
      )}
    </>
  );
}

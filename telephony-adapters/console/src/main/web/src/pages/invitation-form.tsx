import { useEffect, useState } from 'preact/hooks';
import { post, type Seed } from '../api';
import { say, t, type Message } from '../language';
import { Field } from '../parts/field';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { Submit } from '../parts/submit';

/**
 * Takes the token of the invitation: typed, or from the address after `#`, which browsers do not send. It is removed
 * from the address at once, so that the history does not keep it.
 */
export function InvitationForm({ onBegun }: { onBegun: (token: string, seed: Seed) => void }) {
  const [token, setToken] = useState('');
  const [isDue, setDue] = useState(false);
  const [refusal, setRefusal] = useState<Message>();
  const [isSending, setSending] = useState(false);

  async function begin(typed: string) {
    if (isSending) {
      return;
    }
    setRefusal(undefined);
    setDue(!typed);
    if (!typed) {
      return;
    }
    setSending(true);
    const { content, problem } = await post<Seed>('/api/invitations/begin', { token: typed });
    setSending(false);
    if (content) {
      onBegun(typed, content);
    } else if (problem?.type === 'not-found' || problem?.type === 'invalid-request') {
      setRefusal({ text: 'unknownInvitation' });
    } else if (problem) {
      setRefusal(problemMessage(problem));
    }
  }

  useEffect(() => {
    const ofAddress = location.hash.slice(1);
    if (ofAddress) {
      history.replaceState(null, '', location.pathname);
      setToken(ofAddress);
      void begin(ofAddress);
    }
  }, []);

  return (
    <form
      class="narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void begin(token.trim());
      }}
    >
      {refusal && <Notice isFault>{say(refusal)}</Notice>}
      <Field
        label={t('invitationToken')}
        value={token}
        onValue={setToken}
        hint={t('invitationTokenHint')}
        fault={isDue ? t('due') : undefined}
      />
      <Submit text={t('next')} isSending={isSending} />
    </form>
  );
}

package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.adapter.audio.AudioPipeException;
import org.permanence.call.Answer;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one caller hears and enters by key, and the taps that listen to the call.
final class CallAudio {

    private static final Logger LOG = LoggerFactory.getLogger(CallAudio.class);

    /// The pause between two prompts of one question, during which a key still counts. Asterisk discards keys only
    /// in the millisecond between two commands (GET DATA plays one file: res_agi.c, `ast_app_getdata_full`).
    private static final Duration PAUSE_BETWEEN_PROMPTS = Duration.ofMillis(200);

    private static final String ALL_KEYS = "0123456789*#";

    private record ConversationTap(AudioListener listener, Prompt joinNotice) {}

    private final CallId call;
    private final SwitchContext context;
    private final CallSessions sessions;
    private final GuardedState state;
    private final RepeatedKeys repeatedKeys = new RepeatedKeys();
    private Optional<ConversationTap> conversationTap = Optional.empty();

    /// The music class that plays, empty for none. Written by the flow's thread, and at the start of each session,
    /// which has no music.
    private volatile String music = "";

    CallAudio(CallId call, SwitchContext context, CallSessions sessions, GuardedState state) {
        this.call = call;
        this.context = context;
        this.sessions = sessions;
        this.state = state;
    }

    boolean play(Prompt prompt) throws CallEnded {
        return !stream(prompt, "").failed();
    }

    Answer playUntilKey(Prompt prompt) throws CallEnded {
        Success reply = stream(prompt, ALL_KEYS);
        if (reply.failed() || reply.result().equals("0")) {
            return new Answer.NoInput();
        }
        char key = (char) Integer.parseInt(reply.result()); // The key's character code.
        var _ = repeatedKeys.accept(key, context.clock().instant());
        return new Answer.Digit(key);
    }

    private Success stream(Prompt prompt, String escapeKeys) throws CallEnded {
        music = "";
        Success reply =
                sessions.send(new AgiCommand.StreamFile(context.promptFiles().path(prompt), escapeKeys));
        if (reply.failed()) {
            reportUnplayable(prompt);
        }
        return reply;
    }

    Answer ask(Question question) throws CallEnded {
        music = "";
        while (true) {
            Answer answer = askOnce(question);
            if (!(answer instanceof Answer.Digit(char key))
                    || repeatedKeys.accept(key, context.clock().instant())
                    || question.continuesEntry()) {
                return answer;
            }
            // The question has just begun: it begins again.
        }
    }

    private Answer askOnce(Question question) throws CallEnded {
        var prompts = question.prompts().iterator();
        Answer answer = new Answer.NoInput();
        while (answer instanceof Answer.NoInput && prompts.hasNext()) {
            Prompt prompt = prompts.next();
            answer = ask(prompt, prompts.hasNext() ? PAUSE_BETWEEN_PROMPTS : question.inputTimeout());
        }
        return answer;
    }

    private Answer ask(Prompt prompt, Duration inputTimeout) throws CallEnded {
        String path = context.promptFiles().path(prompt);
        Duration limit = inputTimeout.toMillis() < 1 ? Duration.ofMillis(1) : inputTimeout;
        Success reply = sessions.send(new AgiCommand.GetData(path, limit));
        if (reply.failed()) {
            reportUnplayable(prompt);
        }
        if (reply.failed() || reply.timedOut()) {
            return new Answer.NoInput();
        }
        // Asterisk takes '#' as the end of an entry: the key arrives as an empty result.
        return new Answer.Digit(reply.result().isEmpty() ? '#' : reply.result().charAt(0));
    }

    private static void reportUnplayable(Prompt prompt) {
        LOG.atError().addKeyValue("prompt", prompt.name()).log("prompt.play-failed");
    }

    /// Starts a music class, unless it plays already.
    void startMusic(String musicClass) throws CallEnded {
        if (!music.equals(musicClass)) {
            sessions.send(new AgiCommand.StartMusicOnHold(musicClass));
            music = musicClass;
        }
    }

    void musicStopped() {
        music = "";
    }

    /// Starts hold music for a caller whose call rings a line, unless music plays. Sent after the command to ring,
    /// because ringing matters more. `decided` ends the wait for a session: a line that answers at once ends the
    /// session during this command, and then no music is needed.
    void playHoldMusicWhileRinging(BooleanSupplier decided) {
        state.await(
                () -> sessions.current().isPresent() || sessions.isHungUp() || decided.getAsBoolean(),
                CallSessions.WAIT_LIMIT);
        Optional<AgiSession> current = sessions.current();
        if (current.isEmpty() || !music.isEmpty()) {
            return;
        }
        switch (current.get().send(new AgiCommand.StartMusicOnHold(DialplanNames.HOLD_MUSIC_CLASS))) {
            case Success _ -> music = DialplanNames.HOLD_MUSIC_CLASS;
            case AgiReply.Ended _, AgiReply.DeadChannel _ -> sessions.close(current.get());
            case AgiReply.Refused(int status) ->
                LOG.atError().addKeyValue("status", status).log("hold-music.failed");
        }
    }

    AudioTap tapConversation(AudioListener listener, Prompt joinNotice) throws CallEnded {
        if (startTap(listener, () -> context.audioTaps().tapConversation(call, listener))) {
            state.change(() -> conversationTap = Optional.of(new ConversationTap(listener, joinNotice)));
        }
        return this::endConversationTap;
    }

    AudioTap tapCaller(AudioListener listener) throws CallEnded {
        var _ = startTap(listener, () -> context.audioTaps().tapCaller(call, listener));
        return () -> context.audioTaps().drain(call);
    }

    /// The notice that a leg of this call hears before it is joined, if the call is tapped.
    Optional<Prompt> joinNotice() {
        return state.read(() -> conversationTap.map(ConversationTap::joinNotice));
    }

    /// A leg was joined without hearing the notice.
    void noticeNotPlayed() {
        state.read(() -> conversationTap).map(ConversationTap::listener).ifPresent(AudioListener::noticeNotPlayed);
    }

    /// @return whether the tap has started; otherwise the listener has been notified of the end
    private boolean startTap(AudioListener listener, Supplier<Optional<AgiCommand>> startCommand) throws CallEnded {
        boolean aborted = true;
        try {
            Optional<AgiCommand> initial = startCommand.get();
            boolean refused =
                    initial.isPresent() && sessions.send(initial.get()).failed();
            if (refused) {
                LOG.atError().log("audio-tap.refused");
                context.audioTaps().stop(call);
            }
            aborted = false;
            return !refused;
        } catch (AudioPipeException fault) {
            LOG.atError().setCause(fault).log("audio-tap.refused");
            listener.ended();
            aborted = false;
            return false;
        } finally {
            if (aborted) {
                // The hang-up may have been reported before the pipe existed: in that case only this call removes
                // the pipe.
                context.audioTaps().callEnded(call);
            }
        }
    }

    private void endConversationTap() {
        state.change(() -> conversationTap = Optional.empty());
        context.audioTaps().stop(call);
    }
}

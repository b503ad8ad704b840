package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.permanence.adapter.agi.AgiCommand;
import org.permanence.adapter.agi.AgiReply;
import org.permanence.adapter.agi.AgiReply.Success;
import org.permanence.adapter.agi.AgiSession;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.HangupCause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The AGI sessions of one caller's channel, one after the other, and the end of that channel.
///
/// The channel outlives its sessions. A bridge ends a session and brings the caller back in a new one; so does a
/// restart of the engine. The end of a session therefore says nothing about the caller: only AMI does. The flow's
/// thread waits here for the next session or for the hang-up.
final class CallSessions {

    /// The longest gap between two sessions: 1 ms for a bridge; after a loss of AMI, the time to attach again.
    static final Duration WAIT_LIMIT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(CallSessions.class);

    /// How long a channel may take to end after its party has hung up, and a session after a command that failed
    /// because the caller is leaving.
    private static final Duration LEAVING_WAIT = Duration.ofSeconds(1);

    private final CallId call;
    private final GuardedState state;
    private final List<Consumer<HangupCause>> hangupListeners = new ArrayList<>();
    private @Nullable AgiSession session;
    private @Nullable HangupCause hangupCause;

    CallSessions(CallId call, GuardedState state) {
        this.call = call;
        this.state = state;
    }

    /// Takes over the session that Asterisk opened. `onAttached` runs under the call's lock.
    void attach(AgiSession started, Runnable onAttached) {
        state.change(() -> {
            session = started;
            onAttached.run();
        });
        started.onEnd(() -> detach(started));
    }

    Optional<AgiSession> current() {
        return state.read(() -> Optional.ofNullable(session));
    }

    Optional<HangupCause> hangupCause() {
        return state.read(() -> Optional.ofNullable(hangupCause));
    }

    boolean isHungUp() {
        return hangupCause().isPresent();
    }

    /// The channel is gone. The first cause counts; listeners run once.
    void hungUp(HangupCause cause) {
        List<Consumer<HangupCause>> listeners = new ArrayList<>();
        state.change(() -> {
            if (hangupCause == null) {
                hangupCause = cause;
                listeners.addAll(hangupListeners);
            }
        });
        listeners.forEach(listener -> listener.accept(cause));
    }

    /// Runs `listener` on hang-up, or at once if the channel is gone.
    void onHangup(Consumer<HangupCause> listener) {
        Optional<HangupCause> knownCause = state.read(() -> {
            if (hangupCause == null) {
                hangupListeners.add(listener);
            }
            return Optional.ofNullable(hangupCause);
        });
        knownCause.ifPresent(listener);
    }

    /// Sends a command in the current session, or in the next if this one ends before the reply.
    ///
    /// @return the reply, which may say that the command failed
    /// @throws CallEnded if the caller is gone, or no session comes within [#WAIT_LIMIT]
    Success send(AgiCommand command) throws CallEnded {
        while (true) {
            AgiSession current = requireSession();
            switch (current.send(command)) {
                case Success success -> {
                    if (!success.failed() || !isEnding(current)) {
                        return success;
                    }
                }
                case AgiReply.Ended _, AgiReply.DeadChannel _ -> close(current);
                case AgiReply.Refused(int status) ->
                    throw new IllegalStateException("agi reply: " + status + " (expected: 200)");
            }
        }
    }

    /// Sends the flow's last commands and closes the session. Does nothing if the caller is gone.
    void finish(List<AgiCommand> lastCommands) {
        Optional<AgiSession> last = awaitSession();
        if (last.isEmpty()) {
            return;
        }
        for (AgiCommand command : lastCommands) {
            if (!(last.get().send(command) instanceof Success)) {
                LOG.atInfo().addKeyValue("call", call).log("call.final-command-failed");
                break;
            }
        }
        last.get().close();
    }

    void close(AgiSession ended) {
        ended.close();
        detach(ended);
    }

    /// Waits for the end of a channel whose party has hung up.
    HangupCause awaitHangup() {
        state.await(() -> hangupCause != null, LEAVING_WAIT);
        return hangupCause().orElse(HangupCause.NORMAL);
    }

    void throwIfHungUp() throws CallEnded {
        throwIfHungUp(_ -> true);
    }

    void throwIfHungUp(Predicate<HangupCause> causes) throws CallEnded {
        Optional<HangupCause> cause = hangupCause().filter(causes);
        if (cause.isPresent()) {
            throw new CallEnded(cause.get());
        }
    }

    private AgiSession requireSession() throws CallEnded {
        Optional<AgiSession> current = awaitSession();
        if (current.isEmpty()) {
            throwIfHungUp();
            throw new CallEnded(HangupCause.SWITCH_LOST);
        }
        return current.get();
    }

    private Optional<AgiSession> awaitSession() {
        state.await(() -> session != null || hangupCause != null, WAIT_LIMIT);
        return state.read(() -> Optional.ofNullable(hangupCause == null ? session : null));
    }

    /// Whether a command failed because the caller is leaving the session, not because it could not be done.
    private boolean isEnding(AgiSession current) {
        return state.await(() -> session != current || hangupCause != null, LEAVING_WAIT);
    }

    private void detach(AgiSession ended) {
        state.change(() -> {
            if (session == ended) {
                session = null;
            }
        });
    }
}

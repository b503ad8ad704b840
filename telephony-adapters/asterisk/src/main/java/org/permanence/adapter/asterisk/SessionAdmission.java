package org.permanence.adapter.asterisk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.adapter.agi.AgiEnvironment;
import org.permanence.adapter.agi.AgiSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Admits a session only if AMI knows its channel by the same name, and the call has no other session. The two
/// connections to Asterisk are not in step: an event may arrive after the session that it belongs to. So a session
/// that is early waits a little. One that is refused returns to the dialplan, which rings a person.
final class SessionAdmission {

    /// The longest delay between a session and AMI's event of its channel, or of the end of its bridge.
    static final Duration WAIT_LIMIT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(SessionAdmission.class);

    private enum Verdict {
        ADMITTED,
        EARLY,
        REFUSED
    }

    private final SwitchContext context;
    private final Consumer<AgiSession> accepted;
    private final GuardedState state;

    /// @param accepted receives each session that is admitted, one at a time, on any thread
    SessionAdmission(SwitchContext context, Consumer<AgiSession> accepted) {
        this.context = context;
        this.accepted = accepted;
        this.state = new GuardedState(context.clock());
    }

    /// Returns at once.
    void onSession(AgiSession session) {
        if (!decide(session)) {
            Thread.ofVirtual().name("session-admission").start(() -> admitOrRefuse(session));
        }
    }

    /// What AMI knows has changed: sessions that wait are checked again.
    void recheck() {
        state.change(() -> {});
    }

    private void admitOrRefuse(AgiSession session) {
        try {
            state.await(() -> verdict(session) != Verdict.EARLY, WAIT_LIMIT);
            if (!decide(session)) {
                refuse(session);
            }
        } catch (RuntimeException e) { // Whatever the fault, the caller must reach the fallback lines now.
            LOG.atError()
                    .addKeyValue("call", session.environment().callId())
                    .addKeyValue("error", e.getClass().getName())
                    .log("session.failed");
            session.close();
        }
    }

    /// Acts on the verdict; false if it is too early for one.
    private boolean decide(AgiSession session) {
        // Under the lock, because two sessions of one channel must not both begin a call.
        return state.read(() -> switch (verdict(session)) {
            case ADMITTED -> {
                accepted.accept(session);
                session.onEnd(this::recheck); // After the call has forgotten the session.
                yield true;
            }
            case REFUSED -> {
                refuse(session);
                yield true;
            }
            case EARLY -> false;
        });
    }

    private Verdict verdict(AgiSession session) {
        AgiEnvironment environment = session.environment();
        if (session.hasEnded() || context.isLeg(environment.callId().value())) {
            return Verdict.REFUSED;
        }
        return context.liveCalls()
                .of(environment.callId())
                .map(call -> verdictOnNext(environment, call))
                .orElseGet(() -> verdictOnFirst(environment));
    }

    /// A session of a caller who has none yet, for example after a restart of the engine.
    private Verdict verdictOnFirst(AgiEnvironment environment) {
        if (!context.channelTable().isKnown()) {
            return Verdict.EARLY;
        }
        Optional<String> channel =
                context.channelTable().channelOf(environment.callId().value());
        if (channel.isEmpty()) {
            return Verdict.EARLY;
        }
        return channel.get().equals(environment.channel()) ? Verdict.ADMITTED : Verdict.REFUSED;
    }

    /// A caller who returns, from a bridge or because a session ended. The channel was checked at the first
    /// session.
    private Verdict verdictOnNext(AgiEnvironment environment, LiveCall call) {
        if (!call.start().channel().value().equals(environment.channel())) {
            return Verdict.REFUSED;
        }
        return call.hasSession() || isTalking(call) ? Verdict.EARLY : Verdict.ADMITTED;
    }

    private boolean isTalking(LiveCall call) {
        return context.channelTable().isKnown()
                && context.channelTable().legBridgedWith(call.id()).isPresent();
    }

    private static void refuse(AgiSession session) {
        if (!session.hasEnded()) {
            LOG.atWarn().addKeyValue("call", session.environment().callId()).log("session.refused");
            session.refuse();
        }
    }
}

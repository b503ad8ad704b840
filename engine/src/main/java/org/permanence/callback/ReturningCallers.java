package org.permanence.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.practice.CallerNames;
import org.permanence.practice.Practice;
import org.permanence.queue.Former;
import org.permanence.queue.FormerCalls;
import org.permanence.queue.KeptTurn;
import org.permanence.queue.StoreException;
import org.permanence.queue.WaitingCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives callers who ring again the turn they had: those who were cut off, and those who were to be called back; and
/// says who spoke with them last.
public final class ReturningCallers implements FormerCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ReturningCallers.class);

    private final CallerNames names;
    private final KeptTurns turns;
    private final LastTalks talks;
    private final CallbackDesk callbacks;
    private final InstantSource clock;

    public ReturningCallers(
            CallerNames names, KeptTurns turns, LastTalks talks, CallbackDesk callbacks, InstantSource clock) {
        this.names = names;
        this.turns = turns;
        this.talks = talks;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    @Override
    public void left(Call call, Practice practice, WaitingCall place) {
        keep(
                "turn",
                practice.returns().keepsPlace(),
                call,
                practice,
                (name, until) -> turns.keep(practice.id(), name, KeptTurn.of(place), until));
    }

    @Override
    public void talked(Call call, Practice practice, Login assistant) {
        keep(
                "talk",
                practice.returns().remembersAssistant(),
                call,
                practice,
                (name, until) -> talks.remember(practice.id(), name, assistant, until));
    }

    private void keep(String what, Duration time, Call call, Practice practice, BiConsumer<String, Instant> book) {
        if (time.isZero()) {
            return;
        }
        try {
            nameOf(call, practice)
                    .ifPresent(name -> book.accept(name, clock.instant().plus(time)));
        } catch (StoreException away) {
            LOG.atWarn().addKeyValue("what", what).setCause(away).log("caller.not-remembered");
        }
    }

    @Override
    public Former takenUp(Call call, Practice practice) {
        try {
            return nameOf(call, practice).map(name -> takenUp(practice, name)).orElse(Former.NOTHING);
        } catch (StoreException away) {
            LOG.atWarn().setCause(away).log("caller.unknown");
            return Former.NOTHING;
        }
    }

    private Former takenUp(Practice practice, String name) {
        Instant now = clock.instant();
        Optional<KeptTurn> cut = turns.take(practice.id(), name, now);
        return new Former(
                callbacks.ringsAgain(practice, name).or(() -> cut),
                practice.returns().remembersAssistant().isZero()
                        ? Optional.empty()
                        : talks.with(practice.id(), name, now));
    }

    private Optional<String> nameOf(Call call, Practice practice) {
        return call.caller().flatMap(number -> names.of(practice.id(), number));
    }
}

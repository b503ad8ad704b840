package org.permanence.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.practice.CallerPseudonyms;
import org.permanence.practice.Practice;
import org.permanence.queue.CallerMemory;
import org.permanence.queue.CallerMemoryStore;
import org.permanence.queue.QueueEntry;
import org.permanence.queue.SavedPosition;
import org.permanence.queue.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives callers who call again the position they had when they were cut off or booked a callback, and remembers
/// their last assistant.
///
/// A number that the carrier does not assert proves nothing. Its caller gets the same position, but ends no
/// callback, and neither takes away nor worsens the position that is saved under the number.
public final class PersistentCallerMemory implements CallerMemoryStore {

    private static final Logger LOG = LoggerFactory.getLogger(PersistentCallerMemory.class);

    private final CallerPseudonyms pseudonyms;
    private final SavedPositionStore savedPositions;
    private final LastAssistantStore lastAssistants;
    private final CallbackDispatcher dispatcher;
    private final InstantSource clock;

    public PersistentCallerMemory(
            CallerPseudonyms pseudonyms,
            SavedPositionStore savedPositions,
            LastAssistantStore lastAssistants,
            CallbackDispatcher dispatcher,
            InstantSource clock) {
        this.pseudonyms = pseudonyms;
        this.savedPositions = savedPositions;
        this.lastAssistants = lastAssistants;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    @Override
    public void savePosition(Call call, Practice practice, QueueEntry entry) {
        remember(
                "save-position",
                practice.returningCallers().savedPositionFor(),
                call,
                practice,
                (pseudonym, until) -> savedPositions.save(
                        practice.id(), pseudonym, positionToSave(call, practice, pseudonym, entry), until));
    }

    private SavedPosition positionToSave(Call call, Practice practice, String pseudonym, QueueEntry entry) {
        SavedPosition position = entry.position();
        return call.isCallerAsserted()
                ? position
                : savedPositions
                        .position(practice.id(), pseudonym, clock.instant())
                        .filter(saved -> saved.effectiveArrival().isBefore(position.effectiveArrival()))
                        .orElse(position);
    }

    @Override
    public void saveLastAssistant(Call call, Practice practice, Login assistant) {
        remember(
                "save-last-assistant",
                practice.returningCallers().lastAssistantFor(),
                call,
                practice,
                (pseudonym, until) -> lastAssistants.remember(practice.id(), pseudonym, assistant, until));
    }

    private void remember(
            String operation, Duration time, Call call, Practice practice, BiConsumer<String, Instant> writer) {
        if (time.isZero()) {
            return;
        }
        try {
            pseudonymOf(call, practice)
                    .ifPresent(pseudonym ->
                            writer.accept(pseudonym, clock.instant().plus(time)));
        } catch (StoreUnavailableException unavailable) {
            LOG.atWarn()
                    .addKeyValue("operation", operation)
                    .setCause(unavailable)
                    .log("caller-memory.write-failed");
        }
    }

    @Override
    public CallerMemory recall(Call call, Practice practice) {
        try {
            return pseudonymOf(call, practice)
                    .map(pseudonym -> recall(call, practice, pseudonym))
                    .orElse(CallerMemory.EMPTY);
        } catch (StoreUnavailableException unavailable) {
            LOG.atWarn().setCause(unavailable).log("caller-memory.read-failed");
            return CallerMemory.EMPTY;
        }
    }

    private CallerMemory recall(Call call, Practice practice, String pseudonym) {
        Instant now = clock.instant();
        return new CallerMemory(
                call.isCallerAsserted()
                        ? takePosition(practice, pseudonym, now)
                        : dispatcher
                                .positionOf(practice, pseudonym)
                                .or(() -> savedPositions.position(practice.id(), pseudonym, now)),
                practice.returningCallers().lastAssistantFor().isZero()
                        ? Optional.empty()
                        : lastAssistants.find(practice.id(), pseudonym, now));
    }

    private Optional<SavedPosition> takePosition(Practice practice, String pseudonym, Instant now) {
        Optional<SavedPosition> abandonedPosition = savedPositions.take(practice.id(), pseudonym, now);
        return dispatcher.onCallerRedialled(practice, pseudonym).or(() -> abandonedPosition);
    }

    private Optional<String> pseudonymOf(Call call, Practice practice) {
        return call.caller().flatMap(number -> pseudonyms.of(practice.id(), number));
    }
}

package org.permanence.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.permanence.verify.LogFiles;
import org.permanence.verify.NoteKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The places outside the log that keep its newest checkpoint. They are compared with the log before it opens.
///
/// A place that cannot be read at that time does not keep the log closed: a share that is not mounted must not stop
/// recording. Its checkpoint is compared as soon as it can be read, and is not replaced before.
public final class CheckpointWitnesses {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWitnesses.class);

    private final List<KeptCheckpoint> places;

    /// @param replicas the log's directories
    /// @param key      the key that signs the log
    public CheckpointWitnesses(
            List<? extends LogFiles> replicas, List<? extends CheckpointWitness> witnesses, NoteKey key) {
        var history = new LogHistory(List.copyOf(replicas));
        places = witnesses.stream()
                .map(witness -> new KeptCheckpoint(witness, note -> note.isSignedBy(key), history))
                .toList();
    }

    public List<KeptCheckpoint> places() {
        return places;
    }

    /// Compares each kept checkpoint with the log. If the log does not have one, each place gets the newest of
    /// them, so that the verifier finds the difference with any one of them.
    ///
    /// @return what is wrong; empty if the log has each checkpoint that could be read
    public Optional<String> compare() {
        List<String> differences = new ArrayList<>();
        for (KeptCheckpoint place : places) {
            attempt(place, () -> place.compare().ifPresent(differences::add));
        }
        if (!differences.isEmpty()) {
            places.stream()
                    .flatMap(place -> place.note().stream())
                    .max(Comparator.comparingLong(KeptCheckpoint::number))
                    .ifPresent(newest -> places.forEach(place -> attempt(place, () -> place.raiseTo(newest))));
        }
        return differences.stream().findFirst();
    }

    /// Accepts the log as it is: its next checkpoint replaces the kept ones.
    public void acceptLog() {
        places.forEach(KeptCheckpoint::accept);
    }

    private static void attempt(KeptCheckpoint place, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unavailable) { // The other places suffice.
            LOG.atError()
                    .addKeyValue("place", place.place())
                    .setCause(unavailable)
                    .log("audit.witness-unavailable");
        }
    }
}

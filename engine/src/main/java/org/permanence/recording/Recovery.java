package org.permanence.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditGate.Outcome;
import org.permanence.audit.AuditReceipt;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingKind.CallBack;
import org.permanence.seal.DataKey;
import org.permanence.seal.FileDigest;
import org.permanence.seal.Gap;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.NumberSealer;
import org.permanence.seal.Readers;
import org.permanence.seal.RecordingId;
import org.permanence.seal.Refusal;
import org.permanence.seal.Repair;
import org.permanence.seal.SealException;
import org.permanence.seal.SealReader;
import org.permanence.seal.Sealed;
import org.permanence.seal.Sealer;
import org.permanence.seal.WrappedKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after recordings that were being made when their engine died, or when the book could not be written: what
/// is whole is entered as such, and what was cut is sealed anew, as far as it goes.
public final class Recovery {

    /// A file that is not here may be another engine's, which is making it now: no call is longer than four hours.
    private static final Duration NOBODYS = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final RecordingBook book;
    private final Vault vault;
    private final Sealer sealer;
    private final KeyRelease keys;
    private final AuditGate audit;
    private final Function<PracticeId, Readers> readers;
    private final InstantSource clock;
    private final Lock keysInHand;

    public Recovery(KeepingKit kit, KeyRelease keys, Function<PracticeId, Readers> readers, InstantSource clock) {
        this.book = kit.book();
        this.vault = kit.vault();
        this.sealer = kit.sealer();
        this.audit = kit.audit();
        this.keysInHand = kit.keysInHand();
        this.keys = keys;
        this.readers = readers;
        this.clock = clock;
    }

    /// Looks at each recording that has not ended and that nobody is making.
    ///
    /// @param beingMade whether this engine is making it now
    public void round(Predicate<RecordingId> beingMade) {
        finishRepairs();
        book.open().stream().map(Recording::id).filter(beingMade.negate()).forEach(this::recover);
    }

    /// The book names the new file before it stands in the old one's place: here it is put there.
    ///
    /// Never while another round seals anew: its file would be taken for one that was left behind, and be removed
    /// in the moment in which the book names its key.
    private void finishRepairs() {
        keysInHand.lock();
        try {
            for (RecordingId id : vault.repairs()) {
                if (book.of(id).stream().anyMatch(known -> known.state() == RecordingState.RECOVERED)) {
                    vault.replace(id);
                } else {
                    vault.removeRepair(id);
                }
            }
        } catch (IOException fault) {
            LOG.atError().setCause(fault).log("recovery.failed");
        } finally {
            keysInHand.unlock();
        }
    }

    /// One that cannot be recovered now keeps none of the others from it.
    private void recover(RecordingId id) {
        keysInHand.lock(); // An erasure may have moved its key, or taken it away.
        try {
            Optional<Recording> open = book.of(id).filter(known -> known.state() == RecordingState.OPEN);
            if (open.isPresent()) {
                recover(open.get());
            }
        } catch (IOException | SealException fault) {
            LOG.atError().addKeyValue("recording", id).setCause(fault).log("recovery.failed");
        } finally {
            keysInHand.unlock();
        }
    }

    private void recover(Recording recording) throws IOException {
        SeekableByteChannel file;
        boolean nobodys = recording.started().plus(NOBODYS).isBefore(clock.instant());
        try {
            // Yesterday's book knows as open what has been brought to a far store since.
            file = nobodys ? vault.open(recording.id()) : vault.openHere(recording.id());
        } catch (NoSuchFileException _) {
            if (nobodys) {
                book.write(recording.gone(RecordingState.LOST));
            }
            return;
        }
        try (file) {
            Optional<WrappedKey> key = recording.key();
            if (key.isPresent()) {
                recover(recording, file, key.get());
            } else {
                enter(recording, RecordingState.RECOVERED, file, 0);
            }
        } catch (SealException refused) {
            if (refused.refusal() != Refusal.CUT_SHORT) {
                throw refused;
            }
            vault.remove(recording.id()); // A power cut took even what stands before the sound.
            book.write(recording.gone(RecordingState.LOST));
        }
    }

    private void recover(Recording recording, SeekableByteChannel file, WrappedKey closed) throws IOException {
        AuditReceipt receipt = audit.open(Asking.HOUSE.to(Action.RECORDING_RECOVERED, recording));
        Outcome outcome = Outcome.FAILED;
        try (DataKey key = keys.release(recording.id(), closed, receipt)) {
            Optional<Long> whole = framesIfWhole(file, key);
            if (whole.isPresent()) {
                enter(recording, RecordingState.SEALED, file, whole.get());
            } else {
                sealAnew(recording, file, key);
            }
            outcome = Outcome.SUCCEEDED;
        } finally {
            audit.close(receipt, outcome);
        }
    }

    private static Optional<Long> framesIfWhole(SeekableByteChannel file, DataKey key) {
        try {
            return Optional.of(SealReader.open(file, key).frames());
        } catch (SealException refused) {
            if (refused.refusal() == Refusal.END_NOT_PROVEN) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private void sealAnew(Recording recording, SeekableByteChannel cut, DataKey key) throws IOException {
        var plan = Sealer.Plan.repairing(
                SealReader.headerOf(cut), YearMonth.from(recording.keepUntil()), readers.apply(recording.practice()));
        Sealer.Begun anew = sealer.begin(plan, vault.repair(recording.id()));
        try (var writer = anew.writer();
                var numbers = anew.numbers()) {
            Repair.Recovered found = Repair.into(writer, cut, key);
            writer.gap(0, Gap.Why.ENGINE_GONE);
            Sealed sealed = writer.seal();
            audit.note(Asking.sealed(recording, sealed));
            Recording moved = recording
                    .kind()
                    .whomToCall()
                    .map(whom -> recording.calledBack(Optional.of(closedAnew(whom, recording, key, numbers))))
                    .orElse(recording);
            book.write(moved.begun(recording.caller(), anew.wrapped()).with(RecordingState.RECOVERED, sealed));
            vault.replace(recording.id());
            LOG.atWarn()
                    .addKeyValue("recording", recording.id())
                    .addKeyValue("frames", found.frames())
                    .log("recording.recovered");
        }
    }

    /// The number lies under the key of the sound, and goes with it.
    private static CallBack closedAnew(CallBack whom, Recording recording, DataKey key, NumberSealer anew) {
        try (var before = NumberSealer.of(key, recording.practice(), recording.id())) {
            return new CallBack(anew.seal(before.open(whom.number())), whom.pseudonym(), whom.confirmed());
        }
    }

    private void enter(Recording recording, RecordingState state, SeekableByteChannel file, long frames)
            throws IOException {
        var sealed = new Sealed(recording.id(), FileDigest.of(file), file.size(), frames);
        audit.note(Asking.sealed(recording, sealed));
        book.write(recording.with(state, sealed));
    }
}

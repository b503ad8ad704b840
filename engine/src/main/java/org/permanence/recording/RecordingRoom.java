package org.permanence.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.permanence.call.AudioListener;
import org.permanence.call.AudioTap;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.journal.CallEventLog;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.privacy.PhoneNumber;
import org.permanence.recording.CallRecording.Choice;
import org.permanence.recording.CallRecording.TapeMaker;
import org.permanence.seal.Readers;
import org.permanence.seal.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recordings that this engine is making, by call, and the one thread that seals them all.
public final class RecordingRoom implements Recorder, AutoCloseable {

    /// A caller waits for the tone meanwhile.
    private static final Duration OPENING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RecordingRoom.class);

    private final KeepingKit kit;
    private final Function<PracticeId, Readers> readers;
    private final RandomGenerator chance;
    private final InstantSource clock;
    private final Map<CallId, CallRecording> calls = new ConcurrentHashMap<>();
    private final Map<RecordingId, Tape> making = new ConcurrentHashMap<>();
    private final ExecutorService sealer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("sealer").factory());

    /// @param readers whom each practice's recordings are sealed to
    /// @param chance draws the sampled ones
    public RecordingRoom(
            KeepingKit kit, Function<PracticeId, Readers> readers, RandomGenerator chance, InstantSource clock) {
        this.kit = kit;
        this.readers = readers;
        this.chance = chance;
        this.clock = clock;
    }

    @Override
    public CallRecording of(Call call, Practice practice, CallEventLog events, Optional<Consent> earlier) {
        return calls.computeIfAbsent(
                call.id(), id -> recording(choice(practice), id, practice, events, earlier, call.caller()));
    }

    /// Goes on with a call that is talking, and whose engine died: the stretch in between is missing.
    ///
    /// @param before what was kept of it
    /// @param hearing gives the ear to the switch
    public void resume(
            Recording before, Practice practice, CallEventLog events, Function<AudioListener, AudioTap> hearing) {
        var made = tape(before.call(), practice, before.caller(), Optional.empty());
        var recording = recording(
                Choice.AT_ONCE, before.call(), practice, events, Optional.of(Consent.NOTIFIED), Optional.empty());
        calls.put(before.call(), recording);
        made.miss(Duration.between(before.ended(), clock.instant()));
        before.assistant().ifPresent(made::talkingWith);
        made.resume();
        if (before.paused()) {
            made.pause();
        }
        recording.resumed(made, hearing.apply(made));
    }

    /// Gets ready for a message that a caller is about to leave: its file, its key and its row are there when this
    /// returns.
    ///
    /// @param longest of what is said
    /// @return empty where it could not be kept
    public Optional<MessageTape> message(Call call, Practice practice, Duration longest) {
        Recording blank = blank(new RecordingKind.Message(Optional.empty()), call.id(), practice, Optional.empty());
        var keeping = new Keeping(kit, readers.apply(practice.id()), call.caller(), blank);
        var whole = new CompletableFuture<Boolean>();
        var tape = tape(keeping, blank.id(), () -> whole.complete(keeping.isWhole()));
        if (!isOpened(keeping)) {
            tape.discard();
            return Optional.empty();
        }
        call.caller().ifPresent(number -> tape.callBack(number, false));
        return Optional.of(new MessageTape(blank.id(), tape, whole, longest, clock));
    }

    private boolean isOpened(Keeping keeping) {
        try {
            return sealer.submit(keeping::open).get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException fault) {
            LOG.atError().setCause(fault).log("message.not-begun");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A caller pressed a key.
    public void keyed(CallId call, char key) {
        CallRecording recording = calls.get(call);
        if (recording != null) {
            recording.keyed(key);
        }
    }

    /// The assistant asks for a pause.
    ///
    /// @return whether there is something to pause
    public boolean pause(CallId call) {
        CallRecording recording = calls.get(call);
        return recording != null && recording.pause();
    }

    /// The assistant asks to begin, or to go on.
    ///
    /// @return whether there is something to begin
    public boolean resume(CallId call) {
        CallRecording recording = calls.get(call);
        return recording != null && recording.resume();
    }

    /// Makes durable what was sealed so far.
    public void sync() {
        making.values().forEach(Tape::sync);
    }

    /// Whether this engine is making that recording: until it is sealed.
    public boolean isMaking(RecordingId recording) {
        return making.containsKey(recording);
    }

    /// Whether a flow of this engine, or one before it, may record the call.
    public boolean isRecording(CallId call) {
        return calls.containsKey(call);
    }

    private CallRecording recording(
            Choice choice,
            CallId call,
            Practice practice,
            CallEventLog events,
            Optional<Consent> earlier,
            Optional<PhoneNumber> caller) {
        var tapes = new TapeMaker() {
            @Override
            public Tape make() {
                return tape(call, practice, Optional.empty(), caller);
            }

            @Override
            public void discardEarlier() {
                sealer.execute(() -> new Remains(kit).discard(call));
            }
        };
        return new CallRecording(choice, practice, events, earlier, tapes, () -> calls.remove(call));
    }

    private Choice choice(Practice practice) {
        return switch (practice.recordings().mode()) {
            case Mode.Off() -> Choice.NEVER;
            case Mode.OnDemand() -> Choice.WHEN_ASKED;
            case Mode.Sampled(int percent) -> chance.nextInt(100) < percent ? Choice.AT_ONCE : Choice.NEVER;
            case Mode.Always _ -> Choice.AT_ONCE;
        };
    }

    private Tape tape(CallId call, Practice practice, Optional<String> pseudonym, Optional<PhoneNumber> caller) {
        Recording blank = blank(new RecordingKind.Conversation(), call, practice, pseudonym);
        var keeping = new Keeping(kit, readers.apply(practice.id()), caller, blank);
        return tape(keeping, blank.id(), () -> {});
    }

    private Tape tape(Keeping keeping, RecordingId recording, Runnable whenOver) {
        var tape = new Tape(keeping, sealer, clock, kit.watch(), () -> {
            making.remove(recording);
            whenOver.run();
        });
        making.put(recording, tape);
        return tape;
    }

    private Recording blank(RecordingKind kind, CallId call, Practice practice, Optional<String> pseudonym) {
        Instant now = clock.instant();
        LocalDate keepUntil = now.atZone(practice.zone())
                .toLocalDate()
                .plusDays(practice.recordings().retentionDays());
        return new Recording(
                RecordingId.next(clock),
                kind,
                call,
                practice.id(),
                pseudonym,
                Optional.empty(),
                now,
                RecordingState.OPEN,
                keepUntil,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /// Seals what is being made, and ends. What is still said is not heard.
    @Override
    public void close() {
        making.values().forEach(Tape::ended);
        sealer.close();
    }
}

package org.permanence.recording;

import java.time.Duration;
import java.time.InstantSource;
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
import org.permanence.assistant.Login;
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
import org.permanence.recording.CallRecording.Owner;
import org.permanence.recording.CallRecording.RecordingMode;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.RecordingId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The recordings that this engine is making, by call, and the one thread that seals them all.
public final class ActiveRecordings implements RecordingFactory, AutoCloseable {

    /// The caller waits for the tone during this time.
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ActiveRecordings.class);

    private final RecordingServices services;
    private final Function<PracticeId, DecryptionPolicy> decryptionPolicies;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Map<CallId, CallRecording> recordingsByCall = new ConcurrentHashMap<>();
    private final Map<RecordingId, RecordingPipeline> pipelines = new ConcurrentHashMap<>();
    private final ExecutorService sealer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("sealer").factory());

    /// Starts without recordings.
    ///
    /// @param decryptionPolicies who can decrypt the recordings of a practice
    /// @param random             selects the calls that are recorded by sampling
    public ActiveRecordings(
            RecordingServices services,
            Function<PracticeId, DecryptionPolicy> decryptionPolicies,
            RandomGenerator random,
            InstantSource clock) {
        this.services = services;
        this.decryptionPolicies = decryptionPolicies;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public CallRecording forCall(Call call, Practice practice, CallEventLog events, Optional<Consent> earlierConsent) {
        return recordingsByCall.computeIfAbsent(
                call.id(),
                id -> new CallRecording(
                        modeFor(practice), practice, events, earlierConsent, ownerOf(id, practice, call.caller())));
    }

    /// Continues the recording of a call in conversation after its engine died. The outage is recorded as a gap.
    ///
    /// @param earlier  the last recording of the call
    /// @param startTap asks the switch to deliver the audio to the listener
    public void resume(
            Recording earlier, Practice practice, CallEventLog events, Function<AudioListener, AudioTap> startTap) {
        var pipeline = createPipeline(earlier.call(), practice, earlier.caller(), Optional.empty());
        var recording = new CallRecording(
                RecordingMode.AUTOMATIC,
                practice,
                events,
                Optional.of(Consent.NOTIFIED),
                ownerOf(earlier.call(), practice, Optional.empty()));
        recordingsByCall.put(earlier.call(), recording);
        pipeline.addMissing(Duration.between(earlier.ended(), clock.instant()));
        earlier.assistant().ifPresent(pipeline::assistantConnected);
        pipeline.resume();
        if (earlier.paused()) {
            pipeline.pause();
        }
        recording.resumeWith(pipeline, startTap.apply(pipeline), earlier.assistant());
    }

    /// Prepares a message that a caller is about to leave. Its file, key and row exist when this returns.
    ///
    /// @param maxLength of the audio
    /// @return empty if the message could not be stored within 5 seconds
    public Optional<MessageRecorder> prepareMessage(Call call, Practice practice, Duration maxLength) {
        Recording newRecording =
                Recording.start(new RecordingKind.Message(Optional.empty()), call.id(), practice, clock);
        var recordingWriter = new SealedRecordingWriter(
                services, decryptionPolicies.apply(practice.id()), call.caller(), newRecording);
        var sealed = new CompletableFuture<Boolean>();
        var pipeline =
                createPipeline(recordingWriter, newRecording.id(), () -> sealed.complete(recordingWriter.isSealed()));
        if (!openInTime(recordingWriter)) {
            pipeline.discard();
            return Optional.empty();
        }
        call.caller().ifPresent(number -> pipeline.setCallbackNumber(number, false));
        return Optional.of(new MessageRecorder(newRecording.id(), pipeline, sealed, maxLength, clock));
    }

    private boolean openInTime(SealedRecordingWriter recordingWriter) {
        try {
            return sealer.submit(recordingWriter::open).get(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException fault) {
            LOG.atError().setCause(fault).log("message.start-failed");
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Handles a key that a caller pressed.
    public void keyPressed(CallId call, char key) {
        CallRecording recording = recordingsByCall.get(call);
        if (recording != null) {
            recording.keyPressed(key);
        }
    }

    /// Pauses the recording of a call at the request of its assistant.
    ///
    /// @return false if there is nothing to pause, or the assistant is not connected in that call
    public boolean pause(CallId call, Login assistant) {
        CallRecording recording = recordingsByCall.get(call);
        return recording != null && recording.pause(assistant);
    }

    /// Starts a recording on demand, or ends a pause, at the request of the call's assistant.
    ///
    /// @return false if there is nothing to record, or the assistant is not connected in that call
    public boolean resume(CallId call, Login assistant) {
        CallRecording recording = recordingsByCall.get(call);
        return recording != null && recording.resume(assistant);
    }

    /// Flushes the audio sealed so far to durable storage.
    public void sync() {
        pipelines.values().forEach(RecordingPipeline::sync);
    }

    /// Whether this engine is making that recording. True until it is sealed.
    public boolean isActive(RecordingId recording) {
        return pipelines.containsKey(recording);
    }

    /// Whether this engine handles the recording of the call.
    public boolean isRecording(CallId call) {
        return recordingsByCall.containsKey(call);
    }

    private Owner ownerOf(CallId call, Practice practice, Optional<PhoneNumber> caller) {
        return new Owner() {
            @Override
            public RecordingPipeline createPipeline() {
                return ActiveRecordings.this.createPipeline(call, practice, Optional.empty(), caller);
            }

            @Override
            public void discardEarlierSegments() {
                sealer.execute(() -> new EarlierSegments(services).discard(call));
            }

            @Override
            public void flowEnded() {
                recordingsByCall.remove(call);
            }
        };
    }

    private RecordingMode modeFor(Practice practice) {
        return switch (practice.recordings().mode()) {
            case Mode.Off() -> RecordingMode.NEVER;
            case Mode.OnDemand() -> RecordingMode.ON_DEMAND;
            case Mode.Sampled(int percent) ->
                random.nextInt(100) < percent ? RecordingMode.AUTOMATIC : RecordingMode.NEVER;
            case Mode.Always _ -> RecordingMode.AUTOMATIC;
        };
    }

    private RecordingPipeline createPipeline(
            CallId call, Practice practice, Optional<String> pseudonym, Optional<PhoneNumber> caller) {
        Recording newRecording = Recording.start(new RecordingKind.Conversation(), call, practice, clock)
                .withCaller(pseudonym);
        var recordingWriter =
                new SealedRecordingWriter(services, decryptionPolicies.apply(practice.id()), caller, newRecording);
        return createPipeline(recordingWriter, newRecording.id(), () -> {});
    }

    private RecordingPipeline createPipeline(
            SealedRecordingWriter recordingWriter, RecordingId recording, Runnable onFinished) {
        var pipeline = new RecordingPipeline(recordingWriter, sealer, clock, services.lossListener(), () -> {
            pipelines.remove(recording);
            onFinished.run();
        });
        pipelines.put(recording, pipeline);
        return pipeline;
    }

    /// Seals the recordings in progress and stops. Later audio is not recorded.
    @Override
    public void close() {
        pipelines.values().forEach(RecordingPipeline::ended);
        sealer.close();
    }
}

package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.Studio.CALL;
import static org.permanence.testing.SamplePractices.INES;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.AudioListener;
import org.permanence.call.CallEnded;
import org.permanence.call.CallId;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.Consent;
import org.permanence.practice.Practice;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.seal.Gap;
import org.permanence.seal.RecordingId;
import org.permanence.testing.CapturingJournal;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

/// The room has a thread of its own; to close it is to wait for what it was given.
class RecordingRoomTest {

    private static final Prompt NOTICE = new Prompt("fr.recording-notice");

    @TempDir
    Path folder;

    private final CapturingJournal journal = new CapturingJournal();
    private final ScriptedCall call =
            ScriptedCall.to(Fixtures.LES_LILAS_DID).from(Fixtures.CALLER).withId("call");
    private int drawn;
    private Studio studio;
    private RecordingRoom room;

    @BeforeEach
    void aRoom() {
        studio = new Studio(folder);
        RandomGenerator chance = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("chance: drawn otherwise (expected: of a hundred)");
            }

            @Override
            public int nextInt(int bound) {
                assertEquals(100, bound);
                return drawn;
            }
        };
        room = new RecordingRoom(studio.kit, _ -> studio.readers, chance, studio.clock);
    }

    @AfterEach
    void closed() {
        room.close();
    }

    @Test
    void aPracticeThatSaysNothingRecordsNothing() throws CallEnded {
        talks(SamplePractices.LES_LILAS);
        room.close();

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), studio.store.rows());
    }

    @Test
    void aRecorderWithoutKeysRecordsNothingWhateverThePracticeSays() throws CallEnded {
        var recording = Recorder.none().of(call, Studio.LES_LILAS, journal.eventLogOf(CALL), Optional.empty());

        recording.announce(call, NOTICE);
        recording.listen(call);

        assertEquals(Optional.empty(), call.audioListener());
    }

    @Test
    void keysOfCallsNobodyKnowsAreNothing() {
        room.keyed(new CallId("unknown"), '9');

        assertFalse(room.pause(new CallId("unknown")));
        assertFalse(room.resume(new CallId("unknown")));
        assertFalse(room.isRecording(new CallId("unknown")));
        assertEquals(List.of(), journal.events());
    }

    @Test
    void ofAHundredCallsThePracticesShareIsRecorded() {
        var sampled = with(new Mode.Sampled(30));
        long recorded = IntStream.range(0, 100)
                .filter(chance -> {
                    drawn = chance;
                    return isListenedTo(ScriptedCall.to(Fixtures.LES_LILAS_DID).withId("call-" + chance), sampled);
                })
                .count();

        assertEquals(30, recorded);
    }

    @Test
    void onDemandTheAssistantBegins() throws CallEnded {
        talks(with(new Mode.OnDemand()));
        says(8_000);
        assertTrue(room.resume(CALL));
        says(800);
        assertTrue(room.pause(CALL));
        room.close();

        assertEquals(800, frames());
    }

    @Test
    void theKeyThatObjectsReachesTheCallItIsPressedIn() throws CallEnded {
        talks(Studio.LES_LILAS);
        says(800);
        room.keyed(new CallId("another"), '9');
        room.keyed(CALL, '9');
        room.close();

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
        assertEquals(Set.of(), studio.storage.files());
    }

    @Test
    void oneCallHasOneRecordingHoweverOftenItIsAskedFor() {
        var events = journal.eventLogOf(CALL);
        assertEquals(
                room.of(call, Studio.LES_LILAS, events, Optional.empty()),
                room.of(call, Studio.LES_LILAS, events, Optional.empty()));
    }

    @Test
    void aCallThatIsOverIsForgottenAndItsRecordingIsMadeToItsEnd() throws CallEnded {
        var recording = talks(Studio.LES_LILAS);
        says(800);
        recording.over();
        assertFalse(room.isRecording(CALL));
        says(400);
        call.audioListener().orElseThrow().ended();
        room.close();

        assertEquals(1_200, frames());
    }

    @Test
    void toCloseSealsWhatIsBeingMade() throws CallEnded {
        talks(Studio.LES_LILAS);
        var listener = call.audioListener().orElseThrow();
        says(800);
        room.sync();
        room.close();
        listener.onAudio(Studio.sound(400));

        assertEquals(RecordingState.SEALED, studio.row().state());
        assertEquals(Studio.sound(800), studio.heard(studio.row()));
        assertFalse(room.isMaking(studio.row().id()));
    }

    @Test
    void whatAnEngineLeftGoesOnWithTheStretchThatIsMissing() {
        RecordingId before = studio.keeps(Studio.LES_LILAS, Fixtures.CALLER, 8_000);
        studio.clock.advance(Duration.ofSeconds(9));
        AudioListener listener = goesOn(studio.row(before));
        studio.clock.advance(Duration.ofSeconds(1));
        listener.onAudio(Studio.sound(8_000));
        room.close();

        Recording after = studio.store.rows().getLast();
        assertEquals(studio.row(before).ended(), after.started());
        assertEquals(List.of(new Gap(0, 9 * 8_000, Gap.Why.ENGINE_GONE)), gaps(after));
        assertEquals(10 * 8_000, after.sealed().orElseThrow().frames());
    }

    @Test
    void whatGoesOnIsStillThePatientsAndTheAssistants() {
        RecordingId before = studio.keeps(Studio.LES_LILAS, Fixtures.CALLER, 8_000);
        goesOn(studio.row(before).with(INES.login())).onAudio(Studio.sound(800));
        room.close();

        Recording after = studio.store.rows().getLast();
        assertEquals(studio.row(before).caller(), after.caller());
        assertEquals(Optional.of(INES.login()), after.assistant());
        assertEquals(CALL, after.call());
    }

    @Test
    void whatWasPausedWhenItsEngineDiedStaysPausedUntilTheAssistantGoesOn() {
        RecordingId before = studio.keeps(Studio.LES_LILAS, Fixtures.CALLER, 8_000);
        AudioListener listener = goesOn(studio.row(before).paused(true));

        listener.onAudio(Studio.sound(400));
        assertTrue(room.resume(CALL));
        listener.onAudio(Studio.sound(800));
        room.close();

        Recording after = studio.store.rows().getLast();
        assertFalse(after.paused());
        assertEquals(List.of(new Gap(0, 400, Gap.Why.PAUSED)), gaps(after));
    }

    @Test
    void whoeverObjectsAfterTheEngineDiedLeavesNeitherPart() {
        RecordingId before = studio.keeps(Studio.LES_LILAS, Fixtures.CALLER, 8_000);
        goesOn(studio.row(before)).onAudio(Studio.sound(800));
        room.keyed(CALL, '9');
        room.close();

        assertEquals(Set.of(), studio.storage.files());
        assertEquals(RecordingState.DISCARDED, studio.row(before).state());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    private AudioListener goesOn(Recording before) {
        var ears = new ArrayList<AudioListener>();
        room.resume(before, Studio.LES_LILAS, journal.eventLogOf(CALL), listener -> {
            ears.add(listener);
            return listener::ended;
        });
        return ears.getFirst();
    }

    private CallRecording talks(Practice practice) throws CallEnded {
        var recording = room.of(call, practice, journal.eventLogOf(CALL), Optional.empty());
        if (!(practice.recordings().mode() instanceof Mode.Off)) {
            call.hears("fr.recording-notice");
        }
        recording.announce(call, NOTICE);
        recording.listen(call);
        recording.joined(INES.login());
        return recording;
    }

    private boolean isListenedTo(ScriptedCall each, Practice practice) {
        try {
            var recording = room.of(each, practice, journal.eventLogOf(each.id()), Optional.of(Consent.NOTIFIED));
            recording.listen(each);
            return each.audioListener().isPresent();
        } catch (CallEnded impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void says(int frames) {
        studio.clock.advance(Duration.ofNanos(frames * 125_000L));
        call.audioListener().ifPresent(listener -> listener.onAudio(Studio.sound(frames)));
    }

    private long frames() {
        return studio.row().sealed().orElseThrow().frames();
    }

    private List<Gap> gaps(Recording recording) {
        var gaps = new ArrayList<Gap>();
        studio.open(recording, reader -> gaps.addAll(reader.gaps()));
        return gaps;
    }

    private static Practice with(Mode mode) {
        return SamplePractices.with(new RecordingRules(mode, 180, false), SamplePractices.LES_LILAS);
    }
}

package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.testing.SamplePractices.INES;
import static org.permanence.testing.SamplePractices.OMAR;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.journal.CallEvent;
import org.permanence.journal.Consent;
import org.permanence.practice.RecordingRules;
import org.permanence.recording.CallRecording.Owner;
import org.permanence.recording.CallRecording.RecordingMode;
import org.permanence.seal.Gap;
import org.permanence.testing.CapturingJournal;
import org.permanence.testing.Fixtures;
import org.permanence.testing.ScriptedCall;

class CallRecordingTest {

    private static final Prompt NOTICE = new Prompt("fr.recording-notice");

    @TempDir
    Path folder;

    private final List<String> finished = new ArrayList<>();
    private final CapturingJournal journal = new CapturingJournal();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS_DID);
    private RecordingFixture fixture;

    @BeforeEach
    void setUp() {
        fixture = new RecordingFixture(folder);
    }

    @Test
    void unrecordedCallHasNoNoticeAndNoTap() throws CallEnded {
        var recording = CallRecording.never(
                RecordingFixture.LES_LILAS, journal.eventLogOf(RecordingFixture.CALL), Optional.empty());

        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);
        recording.connected(INES.login());
        recording.keyPressed('9');

        assertEquals(Optional.empty(), call.audioListener());
        assertFalse(recording.resume(INES.login()));
        assertEquals(List.of(), journal.events());
    }

    @Test
    void noRecordingWhenTheNoticeCannotBePlayed() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);

        recording.playNotice(call.cannotPlayPrompt(), NOTICE);
        recording.tapConversation(call);
        recording.connected(INES.login());

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), journal.events());
        call.assertPlayedOut();
    }

    @Test
    void noTapBeforeTheNotice() throws CallEnded {
        recording(RecordingMode.AUTOMATIC).tapConversation(call);

        assertEquals(Optional.empty(), call.audioListener());
    }

    @Test
    void objectionBeforeTheNoticeSkipsIt() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);

        recording.keyPressed('9');
        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void objectionDuringTheNoticePreventsTheTap() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);

        recording.playNotice(
                call.duringNextStep(() -> recording.keyPressed('9')).hears("fr.recording-notice"), NOTICE);
        recording.tapConversation(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void objectionWhileTheTapStartsEndsIt() throws CallEnded {
        var objecting = new CallRecording[1];
        var recording = new CallRecording(
                RecordingMode.AUTOMATIC,
                RecordingFixture.LES_LILAS,
                journal.eventLogOf(RecordingFixture.CALL),
                Optional.of(Consent.NOTIFIED),
                owner(() -> objecting[0].keyPressed('9')));
        objecting[0] = recording;

        recording.tapConversation(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertNoFileIsStored();
    }

    @Test
    void objectionWhileACallResumesEndsTheTap() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC, Consent.NOTIFIED);
        var pipeline = owner(() -> {}).createPipeline();
        pipeline.start();
        var tap = call.tapConversation(pipeline, NOTICE);

        recording.keyPressed('9');
        recording.resumeWith(pipeline, tap, Optional.of(INES.login()));

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of("finished"), finished);
    }

    @Test
    void objectionWhileWaitingEndsTheTap() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);

        recording.keyPressed('9');
        recording.connected(INES.login());

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
        assertEquals(List.of(), fixture.store.rows());
        assertNoFileIsStored();
    }

    @Test
    void objectionDuringTheConversationRemovesFileAndKey() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        var listener = call.audioListener().orElseThrow();
        listener.onAudio(RecordingFixture.audio(8_000));

        recording.keyPressed('9');
        listener.onAudio(RecordingFixture.audio(8_000));

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(RecordingState.DISCARDED, fixture.row().state());
        assertEquals(Optional.empty(), fixture.row().key());
        assertEquals(List.of("note RECORDING_DISCARDED"), fixture.audit.log());
        assertNoFileIsStored();
    }

    @Test
    void objectionAfterTheConversationRemovesTheRecording() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(8_000);
        call.audioListener().orElseThrow().ended();

        recording.keyPressed('9');

        assertEquals(RecordingState.DISCARDED, fixture.row().state());
        assertEquals(Optional.empty(), fixture.row().key());
        assertNoFileIsStored();
    }

    @Test
    void objectionAfterAnEngineCrashRemovesEarlierSegments() {
        fixture.sealRecording(8_000);
        fixture.truncateRecording(8_000, 10_000);
        fixture.audit.clear();

        recording(RecordingMode.AUTOMATIC, Consent.NOTIFIED).keyPressed('9');

        assertNoFileIsStored();
        for (Recording row : fixture.store.rows()) {
            assertEquals(RecordingState.DISCARDED, row.state());
            assertEquals(Optional.empty(), row.key());
        }
        assertEquals(List.of("note RECORDING_DISCARDED", "note RECORDING_DISCARDED"), fixture.audit.log());
    }

    @Test
    void notifiedCallerMayObjectAfterRecordingStopped() {
        fixture.sealRecording(8_000);

        recording(RecordingMode.NEVER, Consent.NOTIFIED).keyPressed('9');

        assertNoFileIsStored();
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void objectionIsAcceptedDuringAStoreOutage() {
        fixture.sealRecording(8_000);
        fixture.store.becomeUnavailable();

        recording(RecordingMode.AUTOMATIC, Consent.NOTIFIED).keyPressed('9');

        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void objectionIsLoggedOnce() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);

        recording.keyPressed('9');
        recording.keyPressed('9');

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void otherKeysDoNotObject() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());

        "012345678*#".chars().forEach(key -> recording.keyPressed((char) key));
        receive(800);

        assertEquals(RecordingState.OPEN, fixture.row().state());
        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED), journal.events());
    }

    @Test
    void recordingIsDiscardedWhenTheAnsweringPartyWasNotNotified() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(800);

        call.audioListener().orElseThrow().noticeNotPlayed();
        receive(800);

        assertEquals(RecordingState.DISCARDED, fixture.row().state());
        assertNoFileIsStored();
    }

    @Test
    void pauseAndResumeAreRefusedBeforeTheTap() {
        var recording = recording(RecordingMode.ON_DEMAND);

        assertFalse(recording.pause(INES.login()));
        assertFalse(recording.resume(INES.login()));
    }

    @Test
    void onlyTheAssistantInTheCallPausesAndResumes() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        assertFalse(recording.pause(INES.login()), "before the answer");
        recording.connected(INES.login());
        assertFalse(recording.pause(OMAR.login()));

        assertTrue(recording.pause(INES.login()));

        assertFalse(recording.resume(OMAR.login()));
        assertTrue(recording.resume(INES.login()));
    }

    @Test
    void assistantWhoHasLeftTheCallPausesNothing() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        recording.assistantDisconnected();
        assertFalse(recording.pause(INES.login()));

        recording.connected(OMAR.login());

        assertFalse(recording.pause(INES.login()));
        assertTrue(recording.pause(OMAR.login()));
    }

    @Test
    void recordingCannotStartAfterAnObjection() throws CallEnded {
        var recording = tappedRecording(RecordingMode.ON_DEMAND);
        recording.keyPressed('9');

        assertFalse(recording.resume(INES.login()));
        assertFalse(recording.pause(INES.login()));
    }

    @Test
    void hangUpWhileTheTapStartsLeavesNoRecording() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);
        recording.playNotice(call.hears("fr.recording-notice"), NOTICE);
        call.hangsUpNow();

        assertThrows(CallEnded.class, () -> recording.tapConversation(call));
        recording.flowEnded();

        assertEquals(List.of("finished"), finished);
        assertNoFileIsStored();
    }

    @Test
    void noticeIsPlayedOnce() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);

        recording.playNotice(call.hears("fr.recording-notice"), NOTICE);
        recording.playNotice(call, NOTICE);

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED), journal.events());
    }

    @Test
    void recoveredCallDoesNotHearTheNoticeAgain() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC, Consent.NOTIFIED);

        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);

        assertTrue(call.audioListener().isPresent());
        assertEquals(List.of(), journal.events());
    }

    @Test
    void recoveredCallKeepsItsObjection() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC, Consent.OBJECTED);

        recording.playNotice(call, NOTICE);
        recording.tapConversation(call);
        recording.keyPressed('9');

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), journal.events());
    }

    @Test
    void nothingIsRecordedBeforeTheAssistantAnswers() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        receive(8_000);
        assertNoFileIsStored();

        recording.connected(INES.login());
        receive(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(400, frames());
        assertEquals(Optional.of(INES.login()), fixture.row().assistant());
    }

    @Test
    void onDemandRecordingStartsOnRequest() throws CallEnded {
        var recording = tappedRecording(RecordingMode.ON_DEMAND);
        recording.connected(INES.login());
        receive(8_000);
        assertNoFileIsStored();

        assertTrue(recording.resume(INES.login()));
        receive(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(400, frames());
    }

    @Test
    void recordingEndsWhenTheTransferIsStarted() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(400);

        assertEquals(Optional.empty(), recording.transferStarted(), "no notice for a call that is not recorded");
        receive(800);
        assertFalse(recording.resume(INES.login()), "the target has heard no notice");
        recording.transferCompleted();
        receive(1_600);

        assertEquals(Optional.empty(), call.audioListener());
        fixture.open(
                fixture.row(),
                reader -> assertEquals(
                        List.of(new Gap(400, 800, Gap.Reason.PAUSED)), reader.gaps(), "while the line rang"));
        assertEquals(1_200, frames(), "nothing after the transfer");
        assertFalse(recording.resume(INES.login()));
    }

    @Test
    void recordingContinuesWhenTheDoctorDoesNotAnswer() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(400);
        recording.transferStarted();
        receive(800);
        recording.transferReturned();
        receive(200);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_400, frames());
        fixture.open(
                fixture.row(),
                reader -> assertEquals(800, reader.gaps().getFirst().frames()));
    }

    @Test
    void pauseIsKeptWhenTheDoctorDoesNotAnswer() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(400);
        recording.pause(INES.login());
        recording.transferStarted();
        recording.transferReturned();
        receive(800);
        assertTrue(recording.resume(INES.login()));
        receive(200);
        call.audioListener().orElseThrow().ended();

        fixture.open(
                fixture.row(),
                reader -> assertEquals(800, reader.gaps().getFirst().frames()));
    }

    @Test
    void answeringPartyHearsTheNoticeWhenRecordingContinuesAfterTransfer() throws CallEnded {
        var practice = RecordingFixture.LES_LILAS.withRecordings(
                new RecordingRules(RecordingFixture.LES_LILAS.recordings().mode(), 180, true));
        var recording = new CallRecording(
                RecordingMode.AUTOMATIC,
                practice,
                journal.eventLogOf(RecordingFixture.CALL),
                Optional.of(Consent.NOTIFIED),
                owner(() -> {}));
        recording.tapConversation(call);
        recording.connected(INES.login());
        receive(400);

        assertEquals(Optional.of(practice.prompts().recordedNotice()), recording.transferStarted());
        recording.transferCompleted();
        receive(800);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_200, frames());
    }

    @Test
    void unrecordedCallIsTransferredWithoutEffect() throws CallEnded {
        var recording = recording(RecordingMode.AUTOMATIC);

        assertEquals(Optional.empty(), recording.transferStarted());
        recording.transferReturned();
        recording.transferCompleted();

        assertNoFileIsStored();
    }

    @Test
    void pauseIsKeptForTheNextAssistant() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(400);

        assertTrue(recording.pause(INES.login()));
        recording.connected(OMAR.login());
        receive(800);
        assertTrue(recording.resume(OMAR.login()));
        receive(200);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_400, frames());
        fixture.open(
                fixture.row(),
                reader -> assertEquals(800, reader.gaps().getFirst().frames(), "audio of the pause is not recorded"));
    }

    @Test
    void secondBridgeContinuesTheSameRecording() throws CallEnded {
        var recording = tappedRecording(RecordingMode.AUTOMATIC);
        recording.connected(INES.login());
        receive(400);
        recording.tapConversation(call);
        recording.connected(OMAR.login());
        receive(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(800, frames());
        assertEquals(Optional.of(OMAR.login()), fixture.row().assistant());
    }

    private CallRecording tappedRecording(RecordingMode mode) throws CallEnded {
        var recording = recording(mode);
        recording.playNotice(call.hears("fr.recording-notice"), NOTICE);
        recording.tapConversation(call);
        return recording;
    }

    private CallRecording recording(RecordingMode mode, Consent... earlierConsent) {
        return new CallRecording(
                mode,
                RecordingFixture.LES_LILAS,
                journal.eventLogOf(RecordingFixture.CALL),
                List.of(earlierConsent).stream().findFirst(),
                owner(() -> {}));
    }

    private Owner owner(Runnable onCreate) {
        return new Owner() {
            @Override
            public RecordingPipeline createPipeline() {
                onCreate.run();
                return fixture.newPipeline(
                        fixture.newWriter(RecordingFixture.LES_LILAS, Optional.of(Fixtures.CALLER)),
                        () -> finished.add("finished"));
            }

            @Override
            public void discardEarlierSegments() {
                new EarlierSegments(fixture.services).discard(RecordingFixture.CALL);
            }

            @Override
            public void flowEnded() {}
        };
    }

    private void receive(int frames) {
        fixture.clock.advance(Duration.ofNanos(frames * 125_000L));
        call.audioListener().ifPresent(listener -> listener.onAudio(RecordingFixture.audio(frames)));
    }

    private long frames() {
        return fixture.row().sealed().orElseThrow().frames();
    }

    private void assertNoFileIsStored() {
        assertEquals(Set.of(), fixture.storage.files());
    }
}

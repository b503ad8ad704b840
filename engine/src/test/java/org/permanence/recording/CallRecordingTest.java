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
import org.permanence.recording.CallRecording.Choice;
import org.permanence.recording.CallRecording.TapeMaker;
import org.permanence.seal.Gap;
import org.permanence.testing.CapturingJournal;
import org.permanence.testing.Fixtures;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.ScriptedCall;

class CallRecordingTest {

    private static final Prompt NOTICE = new Prompt("fr.recording-notice");

    @TempDir
    Path folder;

    private final List<String> kept = new ArrayList<>();
    private final CapturingJournal journal = new CapturingJournal();
    private final ScriptedCall call = ScriptedCall.to(Fixtures.LES_LILAS_DID);
    private Studio studio;

    @BeforeEach
    void aHouseThatRecords() {
        studio = new Studio(folder);
    }

    @Test
    void aCallThatIsNotRecordedHearsNothingOfItAndLeavesNothing() throws CallEnded {
        var recording = CallRecording.never(Studio.LES_LILAS, journal.eventLogOf(Studio.CALL), Optional.empty());

        recording.announce(call, NOTICE);
        recording.listen(call);
        recording.joined(INES.login());
        recording.keyed('9');

        assertEquals(Optional.empty(), call.audioListener());
        assertFalse(recording.resume());
        assertEquals(List.of(), journal.events());
    }

    @Test
    void aNoticeThatCannotBePlayedMeansNoRecording() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);

        recording.announce(call.cannotPlayPrompt(), NOTICE);
        recording.listen(call);
        recording.joined(INES.login());

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), journal.events());
        call.assertPlayedOut();
    }

    @Test
    void nobodyIsListenedToBeforeTheNotice() throws CallEnded {
        recording(Choice.AT_ONCE).listen(call);

        assertEquals(Optional.empty(), call.audioListener());
    }

    @Test
    void whoeverObjectsBeforeTheNoticeDoesNotHearIt() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);

        recording.keyed('9');
        recording.announce(call, NOTICE);
        recording.listen(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void whoeverObjectsDuringTheNoticeIsNotListenedTo() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);

        recording.announce(call.duringNextStep(() -> recording.keyed('9')).hears("fr.recording-notice"), NOTICE);
        recording.listen(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void whoeverObjectsWhileTheListeningBeginsIsNotListenedTo() throws CallEnded {
        var objecting = new CallRecording[1];
        var recording = new CallRecording(
                Choice.AT_ONCE,
                Studio.LES_LILAS,
                journal.eventLogOf(Studio.CALL),
                Optional.of(Consent.NOTIFIED),
                tapes(() -> objecting[0].keyed('9')),
                () -> {});
        objecting[0] = recording;

        recording.listen(call);

        assertEquals(Optional.empty(), call.audioListener());
        assertNothingIsKept();
    }

    @Test
    void whoeverObjectsWhileWaitingIsNoLongerListenedTo() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);

        recording.keyed('9');
        recording.joined(INES.login());

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
        assertEquals(List.of(), studio.store.rows());
        assertNothingIsKept();
    }

    @Test
    void whoeverObjectsWhileTalkingLeavesNeitherFileNorKey() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        var listener = call.audioListener().orElseThrow();
        listener.onAudio(Studio.sound(8_000));

        recording.keyed('9');
        listener.onAudio(Studio.sound(8_000));

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(RecordingState.DISCARDED, studio.row().state());
        assertEquals(Optional.empty(), studio.row().key());
        assertEquals(List.of("note RECORDING_DISCARDED"), studio.audit.log());
        assertNothingIsKept();
    }

    @Test
    void whoeverObjectsAfterTheTalkLeavesNothingEither() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(8_000);
        call.audioListener().orElseThrow().ended();

        recording.keyed('9');

        assertEquals(RecordingState.DISCARDED, studio.row().state());
        assertEquals(Optional.empty(), studio.row().key());
        assertNothingIsKept();
    }

    @Test
    void whoeverObjectsAfterTheEngineDiedLeavesNothingOfWhatWasTakenBefore() {
        studio.keeps(8_000);
        studio.leavesCut(8_000, 10_000);
        studio.audit.clear();

        recording(Choice.AT_ONCE, Consent.NOTIFIED).keyed('9');

        assertNothingIsKept();
        for (Recording row : studio.store.rows()) {
            assertEquals(RecordingState.DISCARDED, row.state());
            assertEquals(Optional.empty(), row.key());
        }
        assertEquals(List.of("note RECORDING_DISCARDED", "note RECORDING_DISCARDED"), studio.audit.log());
    }

    @Test
    void whoeverWasToldMayObjectThoughTheCallIsNoLongerRecorded() {
        studio.keeps(8_000);

        recording(Choice.NEVER, Consent.NOTIFIED).keyed('9');

        assertNothingIsKept();
        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void anObjectionIsHeardThoughTheBookIsAway() {
        studio.keeps(8_000);
        studio.store.becomeUnavailable();

        recording(Choice.AT_ONCE, Consent.NOTIFIED).keyed('9');

        assertEquals(List.of(CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void anObjectionIsWrittenDownOnce() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);

        recording.keyed('9');
        recording.keyed('9');

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED, CallEvent.RECORDING_OBJECTED), journal.events());
    }

    @Test
    void otherKeysObjectToNothing() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());

        "012345678*#".chars().forEach(key -> recording.keyed((char) key));
        says(800);

        assertEquals(RecordingState.OPEN, studio.row().state());
        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED), journal.events());
    }

    @Test
    void whatSomebodySaysWhoCouldNotBeToldIsDiscarded() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(800);

        call.audioListener().orElseThrow().noticeNotPlayed();
        says(800);

        assertEquals(RecordingState.DISCARDED, studio.row().state());
        assertNothingIsKept();
    }

    @Test
    void thereIsNothingToPauseOrToBeginBeforeTheListening() {
        var recording = recording(Choice.WHEN_ASKED);

        assertFalse(recording.pause());
        assertFalse(recording.resume());
    }

    @Test
    void nobodyBeginsWhatTheCallerObjectedTo() throws CallEnded {
        var recording = listened(Choice.WHEN_ASKED);
        recording.keyed('9');

        assertFalse(recording.resume());
        assertFalse(recording.pause());
    }

    @Test
    void aCallerWhoLeavesAsTheListeningBeginsLeavesNothing() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);
        recording.announce(call.hears("fr.recording-notice"), NOTICE);
        call.hangsUpNow();

        assertThrows(CallEnded.class, () -> recording.listen(call));
        recording.over();

        assertEquals(List.of("kept"), kept);
        assertNothingIsKept();
    }

    @Test
    void theNoticeIsHeardOnce() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);

        recording.announce(call.hears("fr.recording-notice"), NOTICE);
        recording.announce(call, NOTICE);

        assertEquals(List.of(CallEvent.RECORDING_NOTIFIED), journal.events());
    }

    @Test
    void aCallThatCameBackIsNotToldAgain() throws CallEnded {
        var recording = recording(Choice.AT_ONCE, Consent.NOTIFIED);

        recording.announce(call, NOTICE);
        recording.listen(call);

        assertTrue(call.audioListener().isPresent());
        assertEquals(List.of(), journal.events());
    }

    @Test
    void aCallThatCameBackHasNotForgottenItsObjection() throws CallEnded {
        var recording = recording(Choice.AT_ONCE, Consent.OBJECTED);

        recording.announce(call, NOTICE);
        recording.listen(call);
        recording.keyed('9');

        assertEquals(Optional.empty(), call.audioListener());
        assertEquals(List.of(), journal.events());
    }

    @Test
    void nothingIsKeptBeforeTheTwoAreJoined() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        says(8_000);
        assertNothingIsKept();

        recording.joined(INES.login());
        says(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(400, frames());
        assertEquals(Optional.of(INES.login()), studio.row().assistant());
    }

    @Test
    void onDemandNothingIsKeptUntilItIsAskedFor() throws CallEnded {
        var recording = listened(Choice.WHEN_ASKED);
        recording.joined(INES.login());
        says(8_000);
        assertNothingIsKept();

        assertTrue(recording.resume());
        says(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(400, frames());
    }

    @Test
    void whatIsSaidWhileTheDoctorRingsAndAfterwardsIsNotKept() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(400);

        assertEquals(Optional.empty(), recording.transferring(), "nobody is told of what is not kept");
        says(800);
        assertFalse(recording.resume(), "whoever answers is not told");
        recording.transferred();
        says(1_600);

        assertEquals(Optional.empty(), call.audioListener());
        studio.open(
                studio.row(),
                reader -> assertEquals(List.of(new Gap(400, 800, Gap.Why.PAUSED)), reader.gaps(), "while it rang"));
        assertEquals(1_200, frames(), "and nothing follows");
        assertFalse(recording.resume());
    }

    @Test
    void whereTheDoctorDoesNotAnswerItGoesOn() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(400);
        recording.transferring();
        says(800);
        recording.takenBack();
        says(200);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_400, frames());
        studio.open(
                studio.row(),
                reader -> assertEquals(800, reader.gaps().getFirst().frames()));
    }

    @Test
    void whatTheAssistantHadPausedStaysPausedWhereTheDoctorDoesNotAnswer() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(400);
        recording.pause();
        recording.transferring();
        recording.takenBack();
        says(800);
        assertTrue(recording.resume());
        says(200);
        call.audioListener().orElseThrow().ended();

        studio.open(
                studio.row(),
                reader -> assertEquals(800, reader.gaps().getFirst().frames()));
    }

    @Test
    void aPracticeMaySayThatItGoesOnAndThenWhoeverAnswersIsToldFirst() throws CallEnded {
        var practice = SamplePractices.with(
                new RecordingRules(Studio.LES_LILAS.recordings().mode(), 180, true), Studio.LES_LILAS);
        var recording = new CallRecording(
                Choice.AT_ONCE,
                practice,
                journal.eventLogOf(Studio.CALL),
                Optional.of(Consent.NOTIFIED),
                tapes(() -> {}),
                () -> {});
        recording.listen(call);
        recording.joined(INES.login());
        says(400);

        assertEquals(Optional.of(practice.prompts().recordedNotice()), recording.transferring());
        recording.transferred();
        says(800);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_200, frames());
    }

    @Test
    void aCallThatIsNotRecordedIsHandedOverAsIfNothingWere() throws CallEnded {
        var recording = recording(Choice.AT_ONCE);

        assertEquals(Optional.empty(), recording.transferring());
        recording.takenBack();
        recording.transferred();

        assertNothingIsKept();
    }

    @Test
    void aPauseHoldsWhoeverTheCallerIsHandedTo() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(400);

        assertTrue(recording.pause());
        recording.joined(OMAR.login());
        says(800);
        assertTrue(recording.resume());
        says(200);
        call.audioListener().orElseThrow().ended();

        assertEquals(1_400, frames());
        studio.open(
                studio.row(),
                reader -> assertEquals(
                        800, reader.gaps().getFirst().frames(), "what was said in the pause is not in it"));
    }

    @Test
    void aSecondBridgeGoesOnWithTheSameRecording() throws CallEnded {
        var recording = listened(Choice.AT_ONCE);
        recording.joined(INES.login());
        says(400);
        recording.listen(call);
        recording.joined(OMAR.login());
        says(400);
        call.audioListener().orElseThrow().ended();

        assertEquals(800, frames());
        assertEquals(Optional.of(OMAR.login()), studio.row().assistant());
    }

    private CallRecording listened(Choice choice) throws CallEnded {
        var recording = recording(choice);
        recording.announce(call.hears("fr.recording-notice"), NOTICE);
        recording.listen(call);
        return recording;
    }

    private CallRecording recording(Choice choice, Consent... earlier) {
        return new CallRecording(
                choice,
                Studio.LES_LILAS,
                journal.eventLogOf(Studio.CALL),
                List.of(earlier).stream().findFirst(),
                tapes(() -> {}),
                () -> {});
    }

    private TapeMaker tapes(Runnable meanwhile) {
        return new TapeMaker() {
            @Override
            public Tape make() {
                meanwhile.run();
                return studio.tape(
                        studio.keeping(Studio.LES_LILAS, Optional.of(Fixtures.CALLER)), () -> kept.add("kept"));
            }

            @Override
            public void discardEarlier() {
                new Remains(studio.kit).discard(Studio.CALL);
            }
        };
    }

    private void says(int frames) {
        studio.clock.advance(Duration.ofNanos(frames * 125_000L));
        call.audioListener().ifPresent(listener -> listener.onAudio(Studio.sound(frames)));
    }

    private long frames() {
        return studio.row().sealed().orElseThrow().frames();
    }

    private void assertNothingIsKept() {
        assertEquals(Set.of(), studio.storage.files());
    }
}

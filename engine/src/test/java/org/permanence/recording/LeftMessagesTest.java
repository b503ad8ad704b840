package org.permanence.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.permanence.recording.Studio.DOCTOR;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.audit.AuditException;
import org.permanence.message.BeingLeft;
import org.permanence.message.Message;
import org.permanence.message.MessageDesk;
import org.permanence.message.MessageRoom;
import org.permanence.message.MessageState;
import org.permanence.practice.MessageRules;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.RecordingId;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.MemoryMessageBook;
import org.permanence.testing.MemoryVault.Fault;
import org.permanence.testing.ScriptedCall;

/// A message from the tone to the alarm, through the very machinery of recordings.
class LeftMessagesTest {

    private static final Practice LES_LILAS =
            House.with(new MessageRules(true, false, Duration.ofSeconds(10), Duration.ofHours(4)), House.LES_LILAS);
    private static final PhoneNumber ANOTHER = PhoneNumber.parse("+33199000743");

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final MessageRoom.Watch watch = new MessageRoom.Watch() {
        @Override
        public void left(PracticeId practice) {
            told.add("left for " + practice);
        }

        @Override
        public void unread(PracticeId practice) {
            told.add("unread at " + practice);
        }
    };

    private Studio studio;
    private MemoryMessageBook book;
    private RecordingRoom recordings;
    private MessageRoom room;
    private MessageDesk desk;

    @BeforeEach
    void aHouse() {
        studio = new Studio(folder);
        book = new MemoryMessageBook(studio.book);
        recordings = new RecordingRoom(studio.kit, _ -> studio.readers, new Random(1), studio.clock);
        room = new MessageRoom(recordings, book, watch, studio.clock);
        var sounds = new RecordingDesk(studio.book, studio.vault, studio.release, studio.audit);
        desk = new MessageDesk(book, sounds, studio.audit);
    }

    @AfterEach
    void closed() {
        recordings.close();
    }

    // Refusals first.

    @Test
    void whereNoFileCanBeMadeNoMessageIsBegun() {
        studio.vault.refuses(Fault.CREATE);

        assertEquals(Optional.empty(), room.begin(patient(), LES_LILAS));

        assertEquals(List.of(), book.states());
    }

    @Test
    void whereABookIsAwayNoMessageIsBegunAndNothingIsLeft() {
        studio.book.goesAway();
        assertEquals(Optional.empty(), room.begin(patient(), LES_LILAS));
        studio.book.comesBack();

        book.goesAway();
        assertEquals(Optional.empty(), room.begin(patient(), LES_LILAS));
        book.comesBack();

        recordings.close();
        assertEquals(Set.of(), studio.vault.files());
    }

    @Test
    void untilSomethingIsHeardNobodyIsHeard() {
        BeingLeft message = begins(patient());

        assertFalse(message.isHeard());
        says(message, 800);
        assertTrue(message.isHeard());
        message.ended();
        assertFalse(message.isHeard());
    }

    @Test
    void whoeverLeavesAtTheToneLeavesNothing() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        says(message, 7_000);
        message.stop();
        message.ended();

        assertFalse(message.isEnough() || message.isKept());
        room.round();
        assertEquals(List.of(), book.states());
        assertEquals(Set.of(), studio.vault.files());
        assertEquals(List.of(), told);
    }

    @Test
    void aDiskThatFailsInTheMiddleIsNoMessage() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        studio.vault.refuses(Fault.WRITE);
        says(message, 16_000);
        message.stop();
        message.ended();

        assertFalse(message.isKept());
        assertEquals(1, studio.recordingsLost());
        assertEquals(List.of(), told);
    }

    @Test
    void withoutAnEntryNothingOfAMessageIsTold() {
        RecordingId left = leaves(patient());
        studio.audit.refuses();

        assertThrows(AuditException.class, () -> desk.list(DOCTOR, LES_LILAS.id(), 10));
        assertThrows(AuditException.class, () -> desk.number(DOCTOR, left));
        assertThrows(AuditException.class, () -> desk.acknowledge(DOCTOR, left));
        assertThrows(
                AuditException.class,
                () -> desk.play(DOCTOR, left, _ -> {
                    throw new AssertionError("out: asked for (expected: not without an entry)");
                }));
        assertEquals(List.of(MessageState.NEW), book.states());
    }

    @Test
    void aConversationIsNoMessage() {
        RecordingId talk = studio.keeps(1_000);

        assertThrows(RecordingException.class, () -> desk.number(DOCTOR, talk));
        assertThrows(RecordingException.class, () -> desk.acknowledge(DOCTOR, talk));
    }

    // What is kept.

    @Test
    void whatIsSaidAfterTheToneIsKeptAndNothingBeforeIt() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        studio.clock.advance(Duration.ofMillis(500)); // Half of what comes next is said before the tone is over.
        message.begin();
        studio.clock.advance(Duration.ofMillis(500));
        ByteBuffer second = Studio.sound(8_000);
        message.hears(second.duplicate());
        says(message, 9_000);
        message.stop();
        message.ended();

        assertTrue(message.isKept());
        ByteBuffer heard = studio.heard(studio.row());
        assertEquals(4 * (4_000 + 9_000), heard.remaining());
        assertEquals(second.slice(4 * 4_000, 4 * 4_000), heard.slice(0, 4 * 4_000));
    }

    @Test
    void theRestThatComesAfterTheStopIsKept() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        studio.clock.advance(Duration.ofSeconds(2));
        message.stop();
        message.hears(Studio.sound(16_000));
        message.hears(Studio.sound(16_000)); // A switch that was not told to stop says more: not all of it is kept.
        message.ended();

        assertTrue(message.isKept());
        assertEquals(24_000, studio.row().sealed().orElseThrow().frames());
    }

    @Test
    void nothingIsKeptBeyondThePracticesLongest() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        for (int second = 0; second < 12; second++) {
            says(message, 8_000);
        }
        message.stop();
        message.ended();

        assertTrue(message.isKept());
        assertEquals(80_000, studio.row().sealed().orElseThrow().frames());
    }

    @Test
    void aMessageIsForThePracticeAndSaysWhomToCallBackToWhoeverIsInTheLogForIt() {
        RecordingId left = leaves(patient());

        assertEquals(List.of("left for les-lilas"), told);
        Message message = desk.list(DOCTOR, LES_LILAS.id(), 10).getFirst();
        assertEquals(MessageState.NEW, message.state());
        assertFalse(message.recording().kind().whomToCall().orElseThrow().confirmed());
        assertEquals(Optional.of(Fixtures.PATIENT), desk.number(DOCTOR, left));
        assertEquals(
                List.of(
                        "note RECORDING_SEALED",
                        "open MESSAGE_LISTED",
                        "close MESSAGE_LISTED SUCCEEDED",
                        "open NUMBER_READ",
                        "close NUMBER_READ SUCCEEDED"),
                studio.audit.told());
    }

    @Test
    void anAnonymousCallerLeavesAMessageWithoutANumber() {
        RecordingId left = leaves(ScriptedCall.to(Fixtures.LES_LILAS));

        assertEquals(Optional.empty(), desk.number(DOCTOR, left));
    }

    @Test
    void theNumberThatIsConfirmedAfterTheSealingReplacesTheOneBefore() {
        BeingLeft message = begins(patient());
        speaks(message);
        assertTrue(message.isKept());

        message.callBack(ANOTHER, true);
        message.over();

        recordings.close();
        Recording row = studio.row();
        assertEquals(Optional.of(ANOTHER), desk.number(DOCTOR, row.id()));
        assertTrue(row.kind().whomToCall().orElseThrow().confirmed());
    }

    @Test
    void whoeverIsErasedByTheNumberTheyEnteredIsErased() {
        BeingLeft message = begins(patient());
        speaks(message);
        message.callBack(ANOTHER, true);
        message.over();
        recordings.close();
        var erasure = new Erasure(studio.kit, studio.keys, studio.clock);

        var certificate = erasure.erase(DOCTOR, LES_LILAS.id(), ANOTHER);

        assertEquals(1, certificate.recordings());
        assertEquals(Optional.empty(), studio.row().kind().whomToCall());
        room.round();
        assertEquals(List.of(), book.states());
    }

    // What becomes of it.

    @Test
    void whatWasPlayedIsReadAndWhatWasAcknowledgedIsSomebodys() {
        RecordingId left = leaves(patient());
        var given = new ByteArrayOutputStream();

        desk.play(DOCTOR, left, _ -> Channels.newChannel(given));
        assertEquals(List.of(MessageState.READ), book.states());
        assertTrue(given.size() > 4 * 16_000);
        desk.acknowledge(DOCTOR, left);
        assertEquals(List.of(MessageState.ACKNOWLEDGED), book.states());

        assertThrows(RecordingException.class, () -> desk.acknowledge(DOCTOR, left));
    }

    @Test
    void whatNobodyReadsInTimeIsAnAlarmOnce() {
        leaves(patient());
        room.round();
        studio.clock.advance(Duration.ofHours(4));

        room.round();
        room.round();

        assertEquals(List.of("left for les-lilas", "unread at les-lilas"), told);
        assertEquals(List.of(MessageState.ESCALATED), book.states());
    }

    @Test
    void whatWasReadInTimeIsNoAlarm() {
        desk.play(DOCTOR, leaves(patient()), _ -> Channels.newChannel(new ByteArrayOutputStream()));
        studio.clock.advance(Duration.ofHours(5));

        room.round();

        assertEquals(List.of("left for les-lilas"), told);
    }

    @Test
    void whatABookThatWasAwayDidNotHearIsEnteredByTheNextRound() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        says(message, 16_000);
        book.goesAway();
        message.stop();
        message.ended();
        assertTrue(message.isKept());
        recordings.close();
        book.comesBack();
        assertEquals(List.of(), told);

        room.round();

        assertEquals(List.of("left for les-lilas"), told);
        assertEquals(List.of(MessageState.NEW), book.states());
    }

    @Test
    void anEngineThatDiesWhileItIsLeftLosesNeitherTheMessageNorTheNumber() {
        BeingLeft message = begins(patient());
        says(message, 8_000);
        message.begin();
        says(message, 16_000);
        recordings.close(); // The rest is the next engine's; this one's file is cut.
        RecordingId cut = studio.row().id();
        studio.reopens(cut);
        studio.vault.cut(cut, 40_000);
        var recovery = new Recovery(studio.kit, studio.release, _ -> studio.readers, studio.clock);

        recovery.round(_ -> false);
        room.round();

        assertEquals(RecordingState.RECOVERED, studio.row().state());
        assertEquals(Optional.of(Fixtures.PATIENT), desk.number(DOCTOR, cut));
        assertEquals(List.of(MessageState.NEW), book.states());
    }

    private static ScriptedCall patient() {
        return ScriptedCall.to(Fixtures.LES_LILAS).from(Fixtures.PATIENT);
    }

    private BeingLeft begins(ScriptedCall call) {
        return room.begin(call, LES_LILAS).orElseThrow();
    }

    private void speaks(BeingLeft message) {
        says(message, 8_000);
        message.begin();
        says(message, 8_000);
        says(message, 8_000);
        message.stop();
        message.ended();
    }

    /// A message that is over and whole.
    private RecordingId leaves(ScriptedCall call) {
        BeingLeft message = begins(call);
        speaks(message);
        assertTrue(message.isKept());
        message.over();
        recordings.close();
        return studio.row().id();
    }

    private void says(BeingLeft message, int frames) {
        studio.clock.advance(Duration.ofNanos(frames * 125_000L));
        message.hears(Studio.sound(frames));
    }
}

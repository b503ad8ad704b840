package org.permanence.dialplan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.permanence.flow.Disposition.ESCALATED;
import static org.permanence.flow.Disposition.HANDLED;
import static org.permanence.flow.Disposition.TOLD_CLOSED;
import static org.permanence.flow.Disposition.TOLD_TO_DIAL_EMERGENCY;
import static org.permanence.practice.Language.EN;
import static org.permanence.practice.Language.FR;
import static org.permanence.testing.House.LES_LILAS;
import static org.permanence.testing.House.OMAR;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.permanence.call.CallEnded;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.Disposition;
import org.permanence.journal.CallJournal;
import org.permanence.journal.CallRecord;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.journal.Station;
import org.permanence.message.Messages;
import org.permanence.practice.CallerHistory;
import org.permanence.practice.Languages;
import org.permanence.practice.Practice;
import org.permanence.recording.Recorder;
import org.permanence.testing.Fixtures;
import org.permanence.testing.House;
import org.permanence.testing.ScriptedCall;
import org.permanence.testing.Shift;
import org.permanence.transfer.Transfers;
import org.permanence.triage.Urgency;

/// A practice that offers French and, by key 8, English.
class LanguageOfTheCallTest {

    private static final Instant SUNDAY = Instant.parse("2026-11-22T09:30:00Z");
    private static final Practice PRACTICE =
            House.with(new Languages(FR, Map.of('8', EN), Optional.empty()), LES_LILAS);

    private Shift shift = new Shift(House.open());

    @Test
    void whoPressesOneInAnyLanguageIsRungThroughAtOnce() throws CallEnded {
        var call = greeted().presses('1').hears("fr.ringing-emergency").talksTo("garde");

        assertEquals(ESCALATED, receive(call));
    }

    @Test
    void whoChoseNoLanguageAndReachesNobodyIsToldWhatToDialInEach() throws CallEnded {
        var call = asked().presses('1')
                .hears("fr.ringing-emergency")
                .getsNoAnswerFrom("garde")
                .getsNoAnswerFrom("cabinet")
                .hears("fr.dial-emergency")
                .hears("en.dial-emergency");

        assertEquals(TOLD_TO_DIAL_EMERGENCY, receive(call));
    }

    @Test
    void whoChoosesALanguageIsAskedAgainInItAndHearsNothingElse() throws CallEnded {
        shift = new Shift(House.open(), SUNDAY);
        var call = asked().presses('8')
                .hears("en.emergency-question")
                .staysSilent()
                .hears("en.emergency-question")
                .presses('2')
                .hears("les-lilas.en.closed")
                .hears("en.dial-emergency");

        assertEquals(TOLD_CLOSED, receive(call));
    }

    @Test
    void whoChoosesALanguageMayBeInDangerToo() throws CallEnded {
        var call = asked().presses('8')
                .hears("en.emergency-question")
                .presses('1')
                .hears("en.ringing-emergency")
                .getsNoAnswerFrom("garde")
                .getsNoAnswerFrom("cabinet")
                .hears("en.dial-emergency");

        assertEquals(TOLD_TO_DIAL_EMERGENCY, receive(call));
    }

    @Test
    void theChoiceIsInTheJournalAndSurvivesTheEngine() throws CallEnded {
        shift.signsIn(OMAR);
        receive(asked().presses('8').hears("en.emergency-question").presses('2').talksTo("omar"));
        Detail triaged = shift.journal().entries().stream()
                .filter(entry -> entry.station() == Station.TRIAGED)
                .findFirst()
                .orElseThrow()
                .detail();
        assertEquals(new Detail.WithUrgency(Urgency.ROUTINE, Optional.of(EN)), triaged);

        shift = new Shift(House.open());
        shift.clock().after(Duration.ofSeconds(35), () -> shift.signsIn(OMAR));
        var call = ScriptedCall.to(Fixtures.LES_LILAS)
                .returning()
                .hears("en.no-speaker")
                .hears("en.position-1")
                .talksTo("omar");
        var record = new CallRecord(
                call.id(),
                PRACTICE.id(),
                Instant.EPOCH,
                Station.QUEUED,
                Optional.of(Urgency.ROUTINE),
                Optional.empty(),
                Optional.empty(),
                Optional.of(EN));

        assertEquals(HANDLED, receive(call, Optional.of(record)));
    }

    private static ScriptedCall greeted() {
        return ScriptedCall.to(Fixtures.LES_LILAS).hears("les-lilas.greeting").hears("fr.emergency-question");
    }

    private static ScriptedCall asked() {
        return greeted().hears("en.emergency-question").hears("en.language-offer-8");
    }

    private Disposition receive(ScriptedCall call) throws CallEnded {
        return receive(call, Optional.empty());
    }

    private Disposition receive(ScriptedCall call, Optional<CallRecord> earlier) throws CallEnded {
        var page = new CallJournal(shift.journal(), call.id(), PRACTICE.id(), shift.clock());
        var recording = Recorder.none().of(call, PRACTICE, page, Optional.empty());
        var reception = new Reception(
                call,
                House.open(),
                PRACTICE,
                shift.room(),
                page,
                recording,
                new Transfers().of(call, PRACTICE, page, recording, earlier),
                new MessageTaking(call, PRACTICE, new MessageKit(Messages.none(), "FR"), page, shift.clock()),
                new CallbackTaking(call, PRACTICE, CallbackBooking.NONE, "FR"),
                CallerHistory.Caller.ANONYMOUS,
                shift.clock(),
                earlier);
        Disposition disposition = reception.run();
        call.assertPlayedOut();
        return disposition;
    }
}

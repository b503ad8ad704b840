package org.permanence.store;

import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.Language;
import org.permanence.triage.Urgency;

/// What the journal's details say, as columns: of one entry, or of several together.
record Facts(
        Optional<Urgency> urgency,
        Optional<Login> assistant,
        Optional<Line> line,
        Optional<Disposition> disposition,
        Optional<HangupCause> cause,
        Optional<Language> language) {

    private static final Facts NONE = new Facts(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static Facts of(Detail detail) {
        return switch (detail) {
            case Detail.Nothing() -> NONE;
            case Detail.WithUrgency(Urgency urgency, Optional<Language> language) ->
                new Facts(Optional.of(urgency), NONE.assistant, NONE.line, NONE.disposition, NONE.cause, language);
            case Detail.WithAssistant(Login assistant) ->
                new Facts(NONE.urgency, Optional.of(assistant), NONE.line, NONE.disposition, NONE.cause, NONE.language);
            case Detail.WithLine(Line line) ->
                new Facts(NONE.urgency, NONE.assistant, Optional.of(line), NONE.disposition, NONE.cause, NONE.language);
            case Detail.WithDisposition(Disposition disposition, Optional<HangupCause> cause) ->
                new Facts(NONE.urgency, NONE.assistant, NONE.line, Optional.of(disposition), cause, NONE.language);
        };
    }

    /// The detail of the one entry these are the facts of.
    Detail detail() {
        return disposition
                .<Detail>map(how -> new Detail.WithDisposition(how, cause))
                .or(() -> urgency.map(said -> new Detail.WithUrgency(said, language)))
                .or(() -> assistant.map(Detail.WithAssistant::new))
                .or(() -> line.map(Detail.WithLine::new))
                .orElseGet(Detail.Nothing::new);
    }

    /// Both together; where both know something, the later one counts.
    Facts then(Facts later) {
        return new Facts(
                later.urgency.or(() -> urgency),
                later.assistant.or(() -> assistant),
                later.line.or(() -> line),
                later.disposition.or(() -> disposition),
                later.cause.or(() -> cause),
                later.language.or(() -> language));
    }
}

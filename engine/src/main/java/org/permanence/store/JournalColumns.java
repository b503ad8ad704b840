package org.permanence.store;

import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.call.HangupCause;
import org.permanence.call.Line;
import org.permanence.flow.Disposition;
import org.permanence.journal.JournalEntry.Detail;
import org.permanence.practice.Language;
import org.permanence.triage.Urgency;

/// The details of one or several journal entries, as columns.
record JournalColumns(
        Optional<Urgency> urgency,
        Optional<Login> assistant,
        Optional<Line> line,
        Optional<Disposition> disposition,
        Optional<HangupCause> cause,
        Optional<Language> language) {

    private static final JournalColumns NONE = new JournalColumns(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    static JournalColumns of(Detail detail) {
        return switch (detail) {
            case Detail.Nothing() -> NONE;
            case Detail.WithUrgency(Urgency urgency, Optional<Language> language) ->
                new JournalColumns(
                        Optional.of(urgency), NONE.assistant, NONE.line, NONE.disposition, NONE.cause, language);
            case Detail.WithAssistant(Login assistant) ->
                new JournalColumns(
                        NONE.urgency, Optional.of(assistant), NONE.line, NONE.disposition, NONE.cause, NONE.language);
            case Detail.WithLine(Line line) ->
                new JournalColumns(
                        NONE.urgency, NONE.assistant, Optional.of(line), NONE.disposition, NONE.cause, NONE.language);
            case Detail.WithDisposition(Disposition disposition, Optional<HangupCause> cause) ->
                new JournalColumns(
                        NONE.urgency, NONE.assistant, NONE.line, Optional.of(disposition), cause, NONE.language);
        };
    }

    /// The detail of a single entry with these columns.
    Detail detail() {
        return disposition
                .<Detail>map(ending -> new Detail.WithDisposition(ending, cause))
                .or(() -> urgency.map(known -> new Detail.WithUrgency(known, language)))
                .or(() -> assistant.map(Detail.WithAssistant::new))
                .or(() -> line.map(Detail.WithLine::new))
                .orElseGet(Detail.Nothing::new);
    }

    /// Both combined. If both have a value, the later one wins.
    JournalColumns updatedWith(JournalColumns later) {
        return new JournalColumns(
                later.urgency.or(() -> urgency),
                later.assistant.or(() -> assistant),
                later.line.or(() -> line),
                later.disposition.or(() -> disposition),
                later.cause.or(() -> cause),
                later.language.or(() -> language));
    }
}

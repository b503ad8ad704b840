package org.permanence.settings;

import java.util.List;
import java.util.Optional;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.LegalBasis;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.Readers;

/// Reads the `recording` section of a practice.
final class RecordingReader {

    private enum Word {
        OFF,
        ON_DEMAND,
        SAMPLED,
        ALWAYS
    }

    private enum Transferred {
        ENDS,
        GOES_ON
    }

    private enum Reads {
        PROVIDER,
        SHARED,
        PRACTICE_ONLY
    }

    private final Section section;

    RecordingReader(Section section) {
        this.section = section;
    }

    Value<RecordingSettings> read() {
        Value<Word> word = section.orElse("mode", Shape.word(List.of(Word.values()), Shapes::word), Word.OFF);
        Value<Mode> mode = mode(word);
        Value<Integer> keep = section.orElse("keep-days", Shapes.number(1, 3_650), RecordingRules.OFF.retentionDays());
        Value<Transferred> transferred = section.orElse(
                "after-transfer", Shape.word(List.of(Transferred.values()), Shapes::word), Transferred.ENDS);
        Value<Readers> readers = readers();
        Value<Optional<PracticeRecipient>> officer = section.optional("officer", Shapes.RECIPIENT);
        return section.build(() -> new RecordingSettings(
                new RecordingRules(mode.get(), keep.get(), transferred.get() == Transferred.GOES_ON),
                readers.get(),
                officer.get()));
    }

    private Value<Mode> mode(Value<Word> word) {
        return word.ifRead()
                .map(read -> switch (read) {
                    case OFF -> Value.<Mode>of(new Mode.Off(), word.spot());
                    case ON_DEMAND -> Value.<Mode>of(new Mode.OnDemand(), word.spot());
                    case SAMPLED ->
                        section.required("percent", Shapes.number(1, 99)).<Mode>map(Mode.Sampled::new);
                    case ALWAYS ->
                        section.required("legal-basis", Shape.word(List.of(LegalBasis.values()), Shapes::word))
                                .<Mode>map(Mode.Always::new);
                })
                .orElseGet(() -> Value.unread(word.spot()));
    }

    private Value<Readers> readers() {
        Value<Reads> reads =
                section.orElse("readers", Shape.word(List.of(Reads.values()), Shapes::word), Reads.PROVIDER);
        if (reads.ifRead().filter(word -> word != Reads.PROVIDER).isEmpty()) {
            return reads.map(_ -> new Readers.Provider());
        }
        List<Value<PracticeRecipient>> recipients = section.listOfSome("recipients", Shapes.RECIPIENT);
        if (recipients.isEmpty()
                || recipients.stream().anyMatch(one -> one.ifRead().isEmpty())) {
            return Value.unread(reads.spot());
        }
        List<PracticeRecipient> keys = recipients.stream().map(Value::get).toList();
        return reads.map(word -> word == Reads.SHARED ? new Readers.Shared(keys) : new Readers.PracticeOnly(keys));
    }
}

package org.permanence.practicefile;

import java.util.List;
import java.util.Optional;
import org.permanence.practice.RecordingRules;
import org.permanence.practice.RecordingRules.LegalBasis;
import org.permanence.practice.RecordingRules.Mode;
import org.permanence.seal.DecryptionPolicy;
import org.permanence.seal.PracticeRecipient;
import org.permanence.yaml.Section;
import org.permanence.yaml.Value;
import org.permanence.yaml.ValueParsers;

/// Reads the `recording` section of a practice.
final class RecordingReader {

    private enum ModeWord {
        OFF,
        ON_DEMAND,
        SAMPLED,
        ALWAYS
    }

    private enum AfterTransfer {
        ENDS,
        GOES_ON
    }

    private enum DecryptableBy {
        PROVIDER,
        SHARED,
        PRACTICE_ONLY
    }

    private final Section section;

    RecordingReader(Section section) {
        this.section = section;
    }

    Value<RecordingSettings> read() {
        Value<ModeWord> word = section.withDefault("mode", ValueParsers.enumWord(ModeWord.class), ModeWord.OFF);
        Value<Mode> mode = mode(word);
        Value<Integer> keep =
                section.withDefault("keep-days", ValueParsers.number(1, 3_650), RecordingRules.OFF.retentionDays());
        Value<AfterTransfer> transferred =
                section.withDefault("after-transfer", ValueParsers.enumWord(AfterTransfer.class), AfterTransfer.ENDS);
        Value<DecryptionPolicy> decryptionPolicy = decryptionPolicy();
        Value<Optional<PracticeRecipient>> dataProtectionOfficer =
                section.optional("officer", PracticeParsers.RECIPIENT);
        return section.build(() -> new RecordingSettings(
                new RecordingRules(mode.get(), keep.get(), transferred.get() == AfterTransfer.GOES_ON),
                decryptionPolicy.get(),
                dataProtectionOfficer.get()));
    }

    private Value<Mode> mode(Value<ModeWord> word) {
        return word.toOptional()
                .map(read -> switch (read) {
                    case OFF -> Value.<Mode>of(new Mode.Off(), word.location());
                    case ON_DEMAND -> Value.<Mode>of(new Mode.OnDemand(), word.location());
                    case SAMPLED ->
                        section.required("percent", ValueParsers.number(1, 99)).<Mode>map(Mode.Sampled::new);
                    case ALWAYS ->
                        section.required("legal-basis", ValueParsers.enumWord(LegalBasis.class))
                                .<Mode>map(Mode.Always::new);
                })
                .orElseGet(() -> Value.invalid(word.location()));
    }

    private Value<DecryptionPolicy> decryptionPolicy() {
        Value<DecryptableBy> decryptableBy =
                section.withDefault("readers", ValueParsers.enumWord(DecryptableBy.class), DecryptableBy.PROVIDER);
        if (decryptableBy
                .toOptional()
                .filter(word -> word != DecryptableBy.PROVIDER)
                .isEmpty()) {
            return decryptableBy.map(_ -> new DecryptionPolicy.PlatformOnly());
        }
        List<Value<PracticeRecipient>> recipients = section.nonEmptyList("recipients", PracticeParsers.RECIPIENT);
        if (recipients.isEmpty()
                || recipients.stream().anyMatch(one -> one.toOptional().isEmpty())) {
            return Value.invalid(decryptableBy.location());
        }
        List<PracticeRecipient> keys = recipients.stream().map(Value::get).toList();
        return decryptableBy.map(word -> word == DecryptableBy.SHARED
                ? new DecryptionPolicy.Shared(keys)
                : new DecryptionPolicy.PracticeOnly(keys));
    }
}

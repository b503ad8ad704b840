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

/// Reads the `recording` section of a practice file.
final class RecordingReader {

    private enum ModeWord {
        NONE,
        ON_DEMAND,
        SAMPLED,
        ALWAYS
    }

    private enum AfterTransfer {
        STOP,
        CONTINUE
    }

    private enum DecryptableBy {
        PROVIDER,
        PROVIDER_AND_PRACTICE,
        PRACTICE
    }

    /// What the section states.
    record RecordingSection(RecordingRules rules, RecordingRecipients recipients) {}

    private final Section section;

    RecordingReader(Section section) {
        this.section = section;
    }

    Value<RecordingSection> read() {
        Value<ModeWord> word = section.withDefault("mode", ValueParsers.enumWord(ModeWord.class), ModeWord.NONE);
        Value<Mode> mode = mode(word);
        Value<Integer> keep = section.withDefault(
                "retention-days", ValueParsers.number(1, 3_650), RecordingRules.OFF.retentionDays());
        Value<AfterTransfer> transferred =
                section.withDefault("after-transfer", ValueParsers.enumWord(AfterTransfer.class), AfterTransfer.STOP);
        Value<DecryptionPolicy> decryptionPolicy = decryptionPolicy();
        Value<Optional<PracticeRecipient>> dataProtectionOfficer =
                section.optional("data-protection-officer-key", PracticeParsers.RECIPIENT);
        return section.build(() -> new RecordingSection(
                new RecordingRules(mode.get(), keep.get(), transferred.get() == AfterTransfer.CONTINUE),
                new RecordingRecipients(decryptionPolicy.get(), dataProtectionOfficer.get())));
    }

    private Value<Mode> mode(Value<ModeWord> word) {
        return word.toOptional()
                .map(read -> switch (read) {
                    case NONE -> Value.<Mode>of(new Mode.Off(), word.location());
                    case ON_DEMAND -> Value.<Mode>of(new Mode.OnDemand(), word.location());
                    case SAMPLED ->
                        section.required("sample-percent", ValueParsers.number(1, 99))
                                .<Mode>map(Mode.Sampled::new);
                    case ALWAYS ->
                        section.required("legal-basis", ValueParsers.enumWord(LegalBasis.class))
                                .<Mode>map(Mode.Always::new);
                })
                .orElseGet(() -> Value.invalid(word.location()));
    }

    private Value<DecryptionPolicy> decryptionPolicy() {
        Value<DecryptableBy> decryptableBy = section.withDefault(
                "decryptable-by", ValueParsers.enumWord(DecryptableBy.class), DecryptableBy.PROVIDER);
        if (decryptableBy
                .toOptional()
                .filter(word -> word != DecryptableBy.PROVIDER)
                .isEmpty()) {
            return decryptableBy.map(_ -> new DecryptionPolicy.PlatformOnly());
        }
        List<Value<PracticeRecipient>> recipients =
                section.nonEmptyList("practice-public-keys", PracticeParsers.RECIPIENT);
        if (recipients.isEmpty()
                || recipients.stream().anyMatch(one -> one.toOptional().isEmpty())) {
            return Value.invalid(decryptableBy.location());
        }
        List<PracticeRecipient> keys = recipients.stream().map(Value::get).toList();
        return decryptableBy.map(word -> word == DecryptableBy.PROVIDER_AND_PRACTICE
                ? new DecryptionPolicy.Shared(keys)
                : new DecryptionPolicy.PracticeOnly(keys));
    }
}

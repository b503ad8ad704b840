package org.permanence.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.permanence.practicefile.PracticeFile;
import org.permanence.settings.InstallationSettings;
import org.permanence.yaml.Name;

/// Finds the changes of a practice's file that need a restart. Asterisk has the numbers, the language and the
/// fallback lines in its own files, because it needs them while the engine is down. Keys are opened only at
/// startup.
final class RestartCheck {

    private static final String ASTERISK_RESTART =
            " (expected: as it was; else change the file, write Asterisk's files again"
                    + " and reload them, and restart the engine)";
    private static final String ENGINE_RESTART =
            " (expected: as it was; else change the file, and restart the engine: no call is dropped)";

    private RestartCheck() {}

    /// All reasons why a change needs a restart; empty if it needs none.
    static List<String> reasons(Name practice, InstallationSettings running, InstallationSettings changed) {
        List<String> reasons = new ArrayList<>();
        if (!running.isSameExceptPractices(changed)) {
            reasons.add(
                    "permanence.yaml: changed since the engine read it (expected: as it was, or a restart of the engine)");
        }
        if (!running.practiceFiles().containsKey(practice)) {
            reasons.add(
                    practice + ".yaml: a new practice (expected: one that the engine knows; else put the file into its"
                            + " directory, write Asterisk's files again and reload them, and restart the engine)");
            return reasons;
        }
        var before = running.practiceFile(practice);
        var after = changed.practiceFile(practice);
        addIfChanged(
                reasons, practice + ".yaml: numbers: changed" + ASTERISK_RESTART, PracticeFile::numbers, before, after);
        addIfChanged(
                reasons,
                practice + ".yaml: language: changed" + ASTERISK_RESTART,
                file -> file.practice().language(),
                before,
                after);
        addIfChanged(
                reasons,
                practice + ".yaml: fallback-lines: changed" + ASTERISK_RESTART,
                PracticeFile::fallbackLines,
                before,
                after);
        addIfChanged(
                reasons,
                practice + ".yaml: recording.decryptable-by or its keys: changed" + ENGINE_RESTART,
                PracticeFile::recordingRecipients,
                before,
                after);
        return reasons;
    }

    private static void addIfChanged(
            List<String> reasons,
            String message,
            Function<PracticeFile, Object> property,
            PracticeFile before,
            PracticeFile after) {
        if (!Objects.equals(property.apply(before), property.apply(after))) {
            reasons.add(message);
        }
    }
}

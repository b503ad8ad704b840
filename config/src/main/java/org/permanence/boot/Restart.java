package org.permanence.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.permanence.settings.InstallationSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeSettings;

/// What of a practice's file a running house cannot take. Asterisk has its numbers, its language and its fallback
/// lines in files of its own, and must know them when no engine is there; its keys are opened at a start.
final class Restart {

    private static final String ASTERISK = " (expected: as it was; else change the file, write Asterisk's files again"
            + " and reload them, and restart the engine)";
    private static final String ENGINE =
            " (expected: as it was; else change the file, and restart the engine: no call is dropped)";

    private Restart() {}

    /// Why this change needs a restart, all of it; empty where it does not.
    static List<String> needed(Name practice, InstallationSettings running, InstallationSettings changed) {
        List<String> why = new ArrayList<>();
        if (!running.isSameExceptPractices(changed)) {
            why.add("house.yaml: changed since the engine read it (expected: as it was, or a restart of the engine)");
        }
        if (!running.practices().containsKey(practice)) {
            why.add(practice + ".yaml: a new practice (expected: one of the running house; else put the file into its"
                    + " directory, write Asterisk's files again and reload them, and restart the engine)");
            return why;
        }
        var before = running.practice(practice);
        var after = changed.practice(practice);
        told(why, practice + ".yaml: numbers: changed" + ASTERISK, PracticeSettings::numbers, before, after);
        told(why, practice + ".yaml: language: changed" + ASTERISK, PracticeSettings::language, before, after);
        told(
                why,
                practice + ".yaml: fallback-lines: changed" + ASTERISK,
                file -> file.lines().fallback(),
                before,
                after);
        told(
                why,
                practice + ".yaml: recording.readers, recipients or officer: changed" + ENGINE,
                file -> List.of(
                        file.recording().decryptionPolicy(), file.recording().dataProtectionOfficer()),
                before,
                after);
        return why;
    }

    private static void told(
            List<String> why,
            String words,
            Function<PracticeSettings, Object> what,
            PracticeSettings before,
            PracticeSettings after) {
        if (!Objects.equals(what.apply(before), what.apply(after))) {
            why.add(words);
        }
    }
}

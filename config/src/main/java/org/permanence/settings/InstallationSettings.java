package org.permanence.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.permanence.practice.PracticeSource;
import org.permanence.practicefile.PracticeSettings;
import org.permanence.yaml.Name;

/// The checked settings of the installation. Every name used is also declared. Maps keep the order of the files.
public record InstallationSettings(
        InstallationIdentity identity,
        DatabaseSettings database,
        AgiSettings agi,
        AmiSettings ami,
        ManagementSettings management,
        ArchiveSettings archive,
        AsteriskSettings asterisk,
        Map<Name, TrunkSettings> trunks,
        Map<Name, PhoneSettings> phones,
        Map<Name, LineSettings> lines,
        Map<Name, TeamSettings> teams,
        Map<Name, AssistantSettings> assistants,
        PromptSettings prompts,
        Map<Name, PracticeSettings> practices,
        SettingsFiles files) {

    public InstallationSettings {
        trunks = copyInOrder(trunks);
        phones = copyInOrder(phones);
        lines = copyInOrder(lines);
        teams = copyInOrder(teams);
        assistants = copyInOrder(assistants);
        practices = copyInOrder(practices);
    }

    /// The practice of this id, which must exist.
    public PracticeSettings practice(Name name) {
        return Objects.requireNonNull(practices.get(name), "practice: unknown (expected: one of the installation)");
    }

    /// Whether both settings are the same, except for their practices.
    public boolean isSameExceptPractices(InstallationSettings other) {
        return withPractices(Map.of(), files.withoutSources())
                .equals(other.withPractices(Map.of(), other.files.withoutSources()));
    }

    /// These settings with a new version of one practice.
    public InstallationSettings withPractice(Name practice, PracticeSettings read, PracticeSource source) {
        Map<Name, PracticeSettings> all = new LinkedHashMap<>(practices);
        all.put(practice, read);
        return withPractices(all, files.withPractice(practice, source));
    }

    private InstallationSettings withPractices(Map<Name, PracticeSettings> all, SettingsFiles read) {
        return new InstallationSettings(
                identity,
                database,
                agi,
                ami,
                management,
                archive,
                asterisk,
                trunks,
                phones,
                lines,
                teams,
                assistants,
                prompts,
                all,
                read);
    }

    private static <T> Map<Name, T> copyInOrder(Map<Name, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// Whether a line is behind a trunk, where a machine may answer.
    public boolean isBehindTrunk(Name line) {
        return lines.get(line) instanceof LineSettings.OnTrunk;
    }
}

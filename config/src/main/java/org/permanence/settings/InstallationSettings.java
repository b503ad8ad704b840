package org.permanence.settings;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.permanence.gates.Gate;
import org.permanence.practice.PracticeSource;
import org.permanence.practicefile.PracticeFile;
import org.permanence.retention.RetentionPeriods;
import org.permanence.settings.console.ConsoleSettings;
import org.permanence.yaml.Name;

/// The checked settings of the installation. Every name used is also declared. Maps keep the order of the files.
///
/// @param console empty if the installation has none
/// @param requiredGates what must be in order before an assistant is offered a call
@RecordBuilder
public record InstallationSettings(
        InstallationIdentity identity,
        DatabaseSettings database,
        AgiSettings agi,
        AmiSettings ami,
        ManagementSettings management,
        Optional<ConsoleSettings> console,
        ArchiveSettings archive,
        RetentionPeriods retention,
        Set<Gate> requiredGates,
        AsteriskSettings asterisk,
        Map<Name, TrunkSettings> trunks,
        Map<Name, PhoneSettings> phones,
        Map<Name, LineSettings> lines,
        Map<Name, TeamSettings> teams,
        Map<Name, AssistantSettings> assistants,
        PromptSettings prompts,
        Map<Name, PracticeFile> practiceFiles,
        SettingsFiles files)
        implements InstallationSettingsBuilder.With {

    public InstallationSettings {
        requiredGates = Set.copyOf(requiredGates);
        trunks = copyInOrder(trunks);
        phones = copyInOrder(phones);
        lines = copyInOrder(lines);
        teams = copyInOrder(teams);
        assistants = copyInOrder(assistants);
        practiceFiles = copyInOrder(practiceFiles);
    }

    /// The place of this engine in `asterisk.engines`, from 1; 0 if it is not listed.
    public int engineNumber() {
        return asterisk.engines().indexOf(agi.address()) + 1;
    }

    /// The trunks, then the phones, whose SIP and audio cross a network without encryption.
    public List<Unprotected.Peer> unprotectedPeers() {
        List<Unprotected.Peer> peers = new ArrayList<>();
        trunks.forEach(
                (name, trunk) -> trunk.unprotected().ifPresent(accepted -> peers.add(accepted.of("trunk " + name))));
        phones.forEach(
                (name, phone) -> phone.unprotected().ifPresent(accepted -> peers.add(accepted.of("phone " + name))));
        return peers;
    }

    /// The file of a practice, which must exist.
    public PracticeFile practiceFile(Name name) {
        return Objects.requireNonNull(practiceFiles.get(name), "practice: unknown (expected: one of the installation)");
    }

    /// Whether both settings are the same, except for their practices.
    public boolean isSameExceptPractices(InstallationSettings other) {
        return withPracticeFiles(Map.of(), files.withoutSources())
                .equals(other.withPracticeFiles(Map.of(), other.files.withoutSources()));
    }

    /// These settings with a new version of one practice file.
    public InstallationSettings withPracticeFile(Name practice, PracticeFile read, PracticeSource source) {
        Map<Name, PracticeFile> all = new LinkedHashMap<>(practiceFiles);
        all.put(practice, read);
        return withPracticeFiles(all, files.withPractice(practice, source));
    }

    private InstallationSettings withPracticeFiles(Map<Name, PracticeFile> all, SettingsFiles read) {
        return with().practiceFiles(all).files(read).build();
    }

    private static <T> Map<Name, T> copyInOrder(Map<Name, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}

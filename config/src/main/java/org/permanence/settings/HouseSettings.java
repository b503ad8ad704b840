package org.permanence.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The whole installation as its files say it, checked: every name in it refers to something in it.
///
/// Maps keep the files' order.
public record HouseSettings(
        HouseIdentity house,
        DatabaseSettings database,
        AgiSettings agi,
        AmiSettings ami,
        ManagementSettings management,
        ArchiveSettings archive,
        AsteriskSettings asterisk,
        Map<Name, TrunkSettings> trunks,
        Map<Name, Phone> phones,
        Map<Name, OutsideLine> lines,
        Map<Name, TeamSettings> teams,
        Map<Name, AssistantSettings> assistants,
        PromptSettings prompts,
        Map<Name, PracticeSettings> practices) {

    public HouseSettings {
        trunks = inOrder(trunks);
        phones = inOrder(phones);
        lines = inOrder(lines);
        teams = inOrder(teams);
        assistants = inOrder(assistants);
        practices = inOrder(practices);
    }

    private static <T> Map<Name, T> inOrder(Map<Name, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /// Whether a line is one that somebody else's machine may answer.
    public boolean isBehindTrunk(Name line) {
        return lines.get(line) instanceof OutsideLine.OnTrunk;
    }
}

package org.permanence.practicefile;

import java.time.ZoneId;
import java.util.Map;
import java.util.function.Predicate;
import org.permanence.practice.Language;
import org.permanence.yaml.Name;
import org.permanence.yaml.Value;

/// What the settings of the installation give to all practice files.
///
/// @param language of practices that name none
/// @param zone of practices that name none
/// @param country two letters: callbacks go to numbers of this country unless a practice lists others
/// @param onCallGroups by name
/// @param behindTrunk whether a line is behind a trunk, where a machine may answer
public record PracticeDefaults(
        Language language,
        ZoneId zone,
        String country,
        Map<Name, Value<OnCallGroup>> onCallGroups,
        Predicate<Name> behindTrunk) {}

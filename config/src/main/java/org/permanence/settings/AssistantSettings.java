package org.permanence.settings;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.yaml.Name;

/// A tele-secretary.
///
/// @param practices those she may serve: of her team, or that overflow to it
public record AssistantSettings(
        PersonalText name, Name phone, Name team, Set<Name> practices, Set<Language> languages) {

    public AssistantSettings {
        // Of many names with an ending number, Set.copyOf makes a set that is searched from end to end.
        practices = Collections.unmodifiableSet(new LinkedHashSet<>(practices));
        languages = Set.copyOf(languages);
    }
}

package org.permanence.settings;

import java.util.Set;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;

/// A tele-secretary.
///
/// @param practices those she may serve, all of her team
public record AssistantSettings(
        PersonalText name, Name phone, Name team, Set<Name> practices, Set<Language> languages) {

    public AssistantSettings {
        practices = Set.copyOf(practices);
        languages = Set.copyOf(languages);
    }
}

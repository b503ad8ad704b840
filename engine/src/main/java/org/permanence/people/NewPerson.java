package org.permanence.people;

import java.util.Optional;
import org.permanence.assistant.Login;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;

/// A person who is to be invited.
///
/// @param name empty if none is kept
public record NewPerson(Login login, Optional<PersonalText> name, Language language, Region region) {}

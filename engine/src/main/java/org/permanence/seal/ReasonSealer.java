package org.permanence.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.permanence.access.SealedText;
import org.permanence.privacy.PersonalText;

/// Encrypts the reasons in a practice's audit entries for its data protection officer, before they reach the log.
public final class ReasonSealer {

    private static final int MAX_BYTES = 2_000;

    private final PracticeRecipient officer;

    public ReasonSealer(PracticeRecipient officer) {
        this.officer = officer;
    }

    public SealedText seal(PersonalText reason) {
        byte[] text = reason.text().getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_BYTES) {
            throw new IllegalArgumentException("reason: " + text.length + " bytes (expected: at most 2000)");
        }
        try {
            return new SealedText(Primitives.base64(officer.encrypt(text, associatedData())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // The key was tested when it was parsed.
        }
    }

    static byte[] associatedData() {
        return KeyWrap.associatedData("reason");
    }
}

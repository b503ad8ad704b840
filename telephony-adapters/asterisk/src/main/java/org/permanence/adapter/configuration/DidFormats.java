package org.permanence.adapter.configuration;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import org.permanence.privacy.PhoneNumber;

/// The forms in which a trunk may present the dialled number.
final class DidFormats {

    private DidFormats() {}

    /// With plus, without plus, and in national form.
    static List<String> of(PhoneNumber number) {
        String e164 = number.digits();
        return List.of(e164, e164.substring(1), national(e164)).stream()
                .distinct()
                .toList();
    }

    private static String national(String e164) {
        try {
            var util = PhoneNumberUtil.getInstance();
            return util.format(util.parse(e164, null), PhoneNumberFormat.NATIONAL)
                    .replaceAll("[^0-9]", "");
        } catch (NumberParseException _) {
            return e164; // The country is unknown, so there is no national form.
        }
    }
}

package org.permanence.adapter.configuration;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.List;
import java.util.stream.Stream;
import org.permanence.privacy.PhoneNumber;

/// The forms in which a trunk may present the dialled number.
final class DidFormats {

    private DidFormats() {}

    /// With plus, without plus, with 00, in national form, and in national form without the trunk prefix (in
    /// France, the leading 0).
    static List<String> of(PhoneNumber number) {
        String e164 = number.digits();
        String digits = e164.substring(1);
        return Stream.concat(Stream.of(e164, digits, "00" + digits), national(e164))
                .distinct()
                .toList();
    }

    private static Stream<String> national(String e164) {
        try {
            var util = PhoneNumberUtil.getInstance();
            var number = util.parse(e164, null);
            return Stream.of(
                    util.format(number, PhoneNumberFormat.NATIONAL).replaceAll("[^0-9]", ""),
                    util.getNationalSignificantNumber(number));
        } catch (NumberParseException _) {
            return Stream.empty(); // The country is unknown, so there is no national form.
        }
    }
}

package org.permanence.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The phone number of a person or a practice, in E.164 form.
///
/// Never prints itself: `toString` is safe in a log line, an exception and a metric tag. [#digits] gives the
/// digits; an architecture rule lists the permitted callers.
public final class PhoneNumber {

    private static final Set<PhoneNumberType> ORDINARY = EnumSet.of(
            PhoneNumberType.FIXED_LINE,
            PhoneNumberType.MOBILE,
            PhoneNumberType.FIXED_LINE_OR_MOBILE,
            PhoneNumberType.VOIP);
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    private final String digits;

    private PhoneNumber(String digits) {
        this.digits = digits;
    }

    /// Parses E.164 (`+33199000001`): a plus sign, then 6 to 15 digits, the first not zero.
    ///
    /// @throws IllegalArgumentException for anything else; the message never contains the input
    public static PhoneNumber parse(String raw) {
        if (!E164.matcher(raw).matches()) {
            // The input may be a person's number: the message says what was expected, never what was read.
            throw new IllegalArgumentException("phone number: unreadable (expected: E.164, such as +33199000001)");
        }
        return new PhoneNumber(raw);
    }

    /// Parses a number as a trunk presents it, national or international, for a country such as `FR`. Empty for an
    /// anonymous caller and for a text that is no number.
    public static Optional<PhoneNumber> presented(String raw, String country) {
        try {
            var library = PhoneNumberUtil.getInstance();
            var number = library.parse(raw, country);
            return Optional.of(library.format(number, PhoneNumberFormat.E164))
                    .filter(e164 -> E164.matcher(e164).matches())
                    .map(PhoneNumber::new);
        } catch (NumberParseException _) {
            return Optional.empty(); // An absent or false CLI is ordinary: nothing depends on it.
        }
    }

    /// Whether this is a fixed, mobile or VoIP number of one of these countries, such as `FR`: the call costs the
    /// usual price and a person may answer. Overseas territories count as countries of their own.
    public boolean isOrdinaryIn(Set<String> countries) {
        try {
            var library = PhoneNumberUtil.getInstance();
            var number = library.parse(digits, null);
            return ORDINARY.contains(library.getNumberType(number))
                    && countries.contains(library.getRegionCodeForNumber(number));
        } catch (NumberParseException _) {
            return false; // Of no country that is known.
        }
    }

    /// The time zones in which the phone may be: of a landline those of its area, of a mobile number those of its
    /// country or territory. Empty if they are not known.
    public Set<ZoneId> timeZones() {
        try {
            var number = PhoneNumberUtil.getInstance().parse(digits, null);
            Set<String> known = ZoneId.getAvailableZoneIds();
            return PhoneNumberToTimeZonesMapper.getInstance().getTimeZonesForNumber(number).stream()
                    .filter(known::contains) // Without the library's word for an unknown zone.
                    .map(ZoneId::of)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (NumberParseException _) {
            return Set.of(); // Of no country that is known.
        }
    }

    /// Whether the number is in the French mobile range, 06 or 07, assigned or not.
    public boolean isFrenchMobile() {
        return digits.startsWith("+336") || digits.startsWith("+337");
    }

    /// The digits as dialled in a country such as `FR`, without its country code: for prompts, and for the person
    /// who calls back.
    public String dialledIn(String country) {
        try {
            var library = PhoneNumberUtil.getInstance();
            return library.formatOutOfCountryCallingNumber(library.parse(digits, country), country)
                    .replaceAll("[^0-9]", "");
        } catch (NumberParseException impossible) {
            throw new IllegalStateException(impossible); // It was read before.
        }
    }

    /// The number in E.164, plus sign included.
    public String digits() {
        return digits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhoneNumber that && digits.equals(that.digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "[number]";
    }
}

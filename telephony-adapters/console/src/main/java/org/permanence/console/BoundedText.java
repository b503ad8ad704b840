package org.permanence.console;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads text of at most so many bytes, and nothing else as text.
final class BoundedText extends StdDeserializer<String> {

    private final int maxBytes;

    BoundedText() {
        this(JsonReader.TEXT_BYTES);
    }

    private BoundedText(int maxBytes) {
        super(String.class);
        this.maxBytes = maxBytes;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        MaxBytes limit = property == null ? null : property.getAnnotation(MaxBytes.class);
        return limit == null ? this : new BoundedText(limit.value());
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(String.class, "not text");
        }
        String text = parser.getString();
        if (text.length() > maxBytes || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw new TooLong(parser, maxBytes);
        }
        return text;
    }

    /// A text that is too long. Jackson adds the path of the field.
    static final class TooLong extends DatabindException {

        private static final long serialVersionUID = 1L;

        private final int maxBytes;

        private TooLong(JsonParser parser, int maxBytes) {
            super(parser, "text too long");
            this.maxBytes = maxBytes;
        }

        int maxBytes() {
            return maxBytes;
        }
    }
}

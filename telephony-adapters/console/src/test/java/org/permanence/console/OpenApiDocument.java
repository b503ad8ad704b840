package org.permanence.console;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.permanence.text.EnumWords;

/// The OpenAPI 3.1 document of a route table. Part of the tests: swagger-core brings a second Jackson, which the
/// product does not ship.
final class OpenApiDocument {

    private static final String SESSION = "session";
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z]+)}");

    private OpenApiDocument() {}

    static String of(RouteTable routes) {
        var paths = new Paths();
        for (ConsoleRoute<?, ?> route : routes.rows()) {
            paths.computeIfAbsent(route.path(), _ -> new PathItem())
                    .operation(PathItem.HttpMethod.valueOf(route.method().name()), operation(route));
        }
        var document = new OpenAPI(SpecVersion.V31)
                .openapi("3.1.0")
                .info(new Info().title("Permanence console").version("1"))
                .paths(paths)
                .components(new Components()
                        .addSchemas("problem", schema(HttpProblem.Document.class))
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name(ConsoleCookie.SESSION.cookieName())));
        return Json31.pretty(document) + "\n";
    }

    private static Operation operation(ConsoleRoute<?, ?> route) {
        var operation = new Operation()
                .operationId((route.method() + route.path()).replaceAll("[^A-Za-z0-9]+", "-"))
                .responses(new ApiResponses()
                        .addApiResponse(route.hasAnswer() ? "200" : "204", answer(route))
                        .addApiResponse(
                                ApiResponses.DEFAULT,
                                new ApiResponse()
                                        .description("A problem (RFC 9457)")
                                        .content(content(
                                                HttpProblem.MEDIA_TYPE,
                                                new JsonSchema().$ref("#/components/schemas/problem")))));
        PATH_PARAMETER
                .matcher(route.path())
                .results()
                .forEach(parameter -> operation.addParametersItem(parameter("path", parameter.group(1), true, text())));
        if (route.hasContent() && route.method() == ConsoleRoute.Method.GET) {
            for (RecordComponent part : route.request().getRecordComponents()) {
                operation.addParametersItem(
                        parameter("query", part.getName(), isRequired(part), schema(part.getGenericType())));
            }
        } else if (route.hasContent()) {
            operation.requestBody(
                    new RequestBody().required(true).content(content(CrossSiteCheck.JSON, schema(route.request()))));
        }
        if (route.access() != RouteAccess.OPEN) {
            operation.addSecurityItem(new SecurityRequirement().addList(SESSION));
        }
        return operation;
    }

    private static ApiResponse answer(ConsoleRoute<?, ?> route) {
        var answer = new ApiResponse().description(route.hasAnswer() ? "The answer" : "Done");
        return route.hasAnswer() ? answer.content(content(CrossSiteCheck.JSON, schema(route.answer()))) : answer;
    }

    private static Content content(String type, Schema<?> schema) {
        return new Content().addMediaType(type, new MediaType().schema(schema));
    }

    private static Parameter parameter(String in, String name, boolean isRequired, Schema<?> schema) {
        return new Parameter().in(in).name(name).required(isRequired).schema(schema);
    }

    private static boolean isRequired(RecordComponent part) {
        return part.getType() != Optional.class;
    }

    private static Schema<?> text() {
        return typed("string");
    }

    private static Schema<?> typed(String type) {
        var schema = new JsonSchema();
        schema.setTypes(Set.of(type));
        return schema;
    }

    private static Schema<?> schema(Type type) {
        return switch (type) {
            case ParameterizedType generic
            when generic.getRawType() == Optional.class -> schema(generic.getActualTypeArguments()[0]);
            case ParameterizedType generic
            when generic.getRawType() == List.class ->
                typed("array").items(schema(generic.getActualTypeArguments()[0]));
            case Class<?> simple -> schema(simple);
            default -> throw new IllegalArgumentException("openapi: " + type + " (expected: a record's component)");
        };
    }

    private static Schema<?> schema(Class<?> type) {
        if (type.isRecord()) {
            return object(type);
        }
        if (type.isEnum()) {
            var words = new JsonSchema();
            words.setTypes(Set.of("string"));
            words.setEnum(Arrays.stream(type.getEnumConstants())
                    .<Object>map(constant -> EnumWords.of((Enum<?>) constant))
                    .toList());
            return words;
        }
        return switch (type.getSimpleName()) {
            case "String" -> text();
            case "int", "long", "Integer", "Long" -> typed("integer");
            case "boolean", "Boolean" -> typed("boolean");
            case "Instant" -> typed("string").format(Instant.class == type ? "date-time" : null);
            case "LocalDate" -> typed("string").format(LocalDate.class == type ? "date" : null);
            default -> throw new IllegalArgumentException("openapi: " + type + " (expected: a type with a schema)");
        };
    }

    private static Schema<?> object(Class<?> type) {
        var object = typed("object").additionalProperties(false);
        for (RecordComponent part : type.getRecordComponents()) {
            object.addProperty(part.getName(), schema(part.getGenericType()));
            if (isRequired(part)) {
                object.addRequiredItem(part.getName());
            }
        }
        return object;
    }
}

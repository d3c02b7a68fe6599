using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PositionRecovery.Exchange;

/// <summary>The way of each request: bans, faults before, limits, key and signature, the endpoint, faults after.
/// </summary>
internal sealed class Pipeline(
    KeyRing keys, Func<string, Desk> deskOf, FaultDesk faults, Traffic traffic, CancellationToken stopping)
{
    private const int MaxBody = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal async Task RunAsync(HttpContext context, ApiRoute route)
    {
        traffic.Begin();
        try
        {
            await ServeAsync(context, route).ConfigureAwait(false);
        }
        finally
        {
            traffic.End();
        }
    }

    private async Task ServeAsync(HttpContext context, ApiRoute route)
    {
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        string query = context.Request.QueryString.Value is ['?', .. string rest] ? rest : string.Empty;
        var parameters = new ApiParameters(query, await ReadAsync(context.Request, aborted.Token).ConfigureAwait(false));
        Desk desk = deskOf(route.Path);
        IReadOnlyList<HttpFault> due = faults.Of(
            route.Method, route.Path, parameters.Text("symbol"), out Task healed);
        var request = new ApiRequest(parameters, desk, due);
        int status = 0;
        int? code = null;
        int weight = 0;
        try
        {
            weight = route.Weight(request);
            object answer = await AnswerAsync(context, route, request, weight, due, healed, aborted.Token)
                .ConfigureAwait(false);
            status = StatusCodes.Status200OK;
            await WriteAsync(context, status, answer, request.IsCut, aborted.Token).ConfigureAwait(false);
        }
        catch (ApiException refusal)
        {
            (status, code) = (refusal.Status, refusal.Code);
            TellRetryAfter(context, desk, refusal);
            await WriteAsync(
                context, status, new { code = refusal.Code, msg = refusal.Message }, false, aborted.Token)
                .ConfigureAwait(false);
        }
        catch (PlainAnswerException plain)
        {
            status = plain.Status;
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync(plain.Message, aborted.Token).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or BrokenConnectionException)
        {
            context.Abort();
        }
        finally
        {
            traffic.Note(desk.Now, route, parameters, weight, status, code);
        }
    }

    private async Task<object> AnswerAsync(
        HttpContext context, ApiRoute route, ApiRequest request, int weight, IReadOnlyList<HttpFault> due,
        Task healed, CancellationToken cancellationToken)
    {
        Desk desk = request.Desk;
        desk.Weights.ThrowIfBarred(desk.Now);
        await faults.BeforeAsync(due, request, healed, cancellationToken).ConfigureAwait(false);
        int used = desk.Weights.Take(desk.Now, weight);
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = used.ToString(CultureInfo.InvariantCulture);
        if (route.Security != ApiSecurity.None)
        {
            keys.Admit(request, route, context.Request.Headers["X-MBX-APIKEY"].ToString());
        }

        if (route.IsOrder)
        {
            CountOrder(context, request);
        }

        object answer = await route.Handler(request, cancellationToken).ConfigureAwait(false);
        await faults.AfterAsync(due, request, healed, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private static void CountOrder(HttpContext context, ApiRequest request)
    {
        Desk desk = request.Desk;
        foreach ((TimeSpan interval, int count) in desk.Orders.Take(desk.Now, request.Account))
        {
            context.Response.Headers[$"X-MBX-ORDER-COUNT-{Intervals.Short(interval)}"] =
                count.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static void TellRetryAfter(HttpContext context, Desk desk, ApiException refusal)
    {
        if (refusal.RetryAfter is { } wait && desk.Limits.TellsRetryAfter)
        {
            context.Response.Headers.RetryAfter =
                ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0)
        {
            return string.Empty;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        char[] buffer = new char[MaxBody];
        int length = await reader.ReadBlockAsync(buffer, cancellationToken).ConfigureAwait(false);
        return new string(buffer, 0, length);
    }

    private static async Task WriteAsync(
        HttpContext context, int status, object answer, bool isCut, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(answer, Json);
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json;charset=UTF-8";
        response.ContentLength = body.Length;
        if (isCut)
        {
            await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
            throw new BrokenConnectionException();
        }

        await response.Body.WriteAsync(body, cancellationToken).ConfigureAwait(false);
    }
}

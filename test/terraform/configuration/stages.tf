resource "aws_api_gateway_deployment" "first" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  description = local.first ? "the first" : "the first of all"
  depends_on = [
    aws_api_gateway_integration.list,
    aws_api_gateway_integration.create,
    aws_api_gateway_integration.read,
    aws_api_gateway_integration.delete,
    aws_api_gateway_integration.order,
    aws_api_gateway_integration.any,
  ]
}

resource "aws_api_gateway_deployment" "second" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  triggers    = { again = "yes" }
  depends_on  = [aws_api_gateway_deployment.first]
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = aws_api_gateway_rest_api.shop.id
  stage_name            = "live"
  deployment_id         = local.first ? aws_api_gateway_deployment.first.id : aws_api_gateway_deployment.second.id
  description           = local.first ? "live" : "really live"
  client_certificate_id = local.first ? aws_api_gateway_client_certificate.ours.id : aws_api_gateway_client_certificate.other.id
  documentation_version = local.first ? aws_api_gateway_documentation_version.one.version : aws_api_gateway_documentation_version.two.version
  cache_cluster_enabled = local.first
  cache_cluster_size    = local.first ? "0.5" : null
  xray_tracing_enabled  = local.first
  variables             = local.first ? { backend = "one", colour = "red" } : { backend = "two", size = "xl" }
  tags                  = local.first ? { stage = "live" } : { stage = "live", revision = "two" }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.access.arn
    format          = local.first ? "$context.requestId $context.status" : "{\"id\":\"$context.requestId\"}"
  }

  canary_settings {
    deployment_id            = aws_api_gateway_deployment.second.id
    percent_traffic          = local.first ? 10.5 : 20
    stage_variable_overrides = local.first ? { backend = "canary" } : { backend = "other", colour = "blue" }
    use_stage_cache          = !local.first
  }
}

resource "aws_api_gateway_stage" "plain" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  stage_name    = "plain"
  deployment_id = aws_api_gateway_deployment.second.id
}

resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = local.first
    logging_level          = local.first ? "INFO" : "ERROR"
    data_trace_enabled     = !local.first
    throttling_burst_limit = local.first ? 100 : 200
    throttling_rate_limit  = local.first ? 50 : 75.5
  }
}

resource "aws_api_gateway_method_settings" "list" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "articles/GET"

  settings {
    caching_enabled                            = local.first
    cache_ttl_in_seconds                       = local.first ? 60 : 120
    cache_data_encrypted                       = local.first
    require_authorization_for_cache_control    = local.first
    unauthorized_cache_control_header_strategy = local.first ? "FAIL_WITH_403" : "SUCCEED_WITHOUT_RESPONSE_HEADER"
  }
}

resource "aws_api_gateway_client_certificate" "ours" {
  description = local.first ? "ours" : "ours, still"
  tags        = local.first ? { of = "shop" } : { of = "shop", revision = "two" }
}

resource "aws_api_gateway_client_certificate" "other" {}

resource "aws_api_gateway_documentation_part" "api" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  properties  = local.first ? "{\"description\":\"The shop\"}" : "{\"description\":\"The new shop\"}"

  location {
    type = "API"
  }
}

resource "aws_api_gateway_documentation_part" "colour" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  properties  = "{\"description\":\"The colour\"}"

  location {
    type   = "QUERY_PARAMETER"
    path   = "/items"
    method = "GET"
    name   = "color"
  }
}

resource "aws_api_gateway_documentation_part" "answer" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  properties  = "{\"description\":\"All of them\"}"

  location {
    type        = "RESPONSE"
    path        = "/items"
    method      = "GET"
    status_code = "200"
  }
}

resource "aws_api_gateway_documentation_version" "one" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  version     = "one"
  description = local.first ? "the first" : "the first of two"
  depends_on  = [aws_api_gateway_documentation_part.api]
}

resource "aws_api_gateway_documentation_version" "two" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  version     = "two"
  depends_on  = [aws_api_gateway_documentation_part.colour, aws_api_gateway_documentation_part.answer]
}

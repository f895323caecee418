# GET /items: a MOCK with everything that can be mapped.

resource "aws_api_gateway_method" "list" {
  rest_api_id          = aws_api_gateway_rest_api.shop.id
  resource_id          = aws_api_gateway_resource.items.id
  http_method          = "GET"
  authorization        = local.first ? "NONE" : "AWS_IAM"
  api_key_required     = local.first
  operation_name       = local.first ? "ListItems" : "ListArticles"
  request_validator_id = aws_api_gateway_request_validator.strict.id
  request_parameters = local.first ? {
    "method.request.querystring.color" = false
    "method.request.header.X-Trace"    = true
    } : {
    "method.request.querystring.color" = true
    "method.request.querystring.size"  = false
  }
}

resource "aws_api_gateway_integration" "list" {
  rest_api_id          = aws_api_gateway_rest_api.shop.id
  resource_id          = aws_api_gateway_resource.items.id
  http_method          = aws_api_gateway_method.list.http_method
  type                 = "MOCK"
  passthrough_behavior = "NEVER"
  content_handling     = local.first ? "CONVERT_TO_TEXT" : "CONVERT_TO_BINARY"
  cache_key_parameters = local.first ? ["method.request.querystring.color"] : ["method.request.querystring.color", "method.request.querystring.size"]
  cache_namespace      = local.first ? "items" : "articles"
  timeout_milliseconds = local.first ? 29000 : 12000
  request_templates = local.first ? {
    "application/json" = "{\"statusCode\": 200}"
    "text/plain"       = "{\"statusCode\": 404}"
    } : {
    "application/json" = "{\"statusCode\": 404}"
    "application/xml"  = "{\"statusCode\": 200}"
  }
}

resource "aws_api_gateway_method_response" "list" {
  rest_api_id         = aws_api_gateway_rest_api.shop.id
  resource_id         = aws_api_gateway_resource.items.id
  http_method         = aws_api_gateway_method.list.http_method
  status_code         = "200"
  response_models     = { "application/json" = local.first ? aws_api_gateway_model.item.name : "Empty" }
  response_parameters = local.first ? { "method.response.header.X-Count" = true } : { "method.response.header.X-Count" = true, "method.response.header.X-More" = false }
}

resource "aws_api_gateway_integration_response" "list" {
  rest_api_id         = aws_api_gateway_rest_api.shop.id
  resource_id         = aws_api_gateway_resource.items.id
  http_method         = aws_api_gateway_integration.list.http_method
  status_code         = aws_api_gateway_method_response.list.status_code
  response_templates  = { "application/json" = local.first ? "[]" : "[1]" }
  response_parameters = { "method.response.header.X-Count" = local.first ? "'0'" : "'1'" }
}

resource "aws_api_gateway_method_response" "missing" {
  rest_api_id     = aws_api_gateway_rest_api.shop.id
  resource_id     = aws_api_gateway_resource.items.id
  http_method     = aws_api_gateway_method.list.http_method
  status_code     = "404"
  response_models = { "application/json" = aws_api_gateway_model.fault.name }
}

resource "aws_api_gateway_integration_response" "missing" {
  rest_api_id       = aws_api_gateway_rest_api.shop.id
  resource_id       = aws_api_gateway_resource.items.id
  http_method       = aws_api_gateway_integration.list.http_method
  status_code       = aws_api_gateway_method_response.missing.status_code
  selection_pattern = local.first ? "404" : "4\\d{2}"
  content_handling  = local.first ? "CONVERT_TO_TEXT" : "CONVERT_TO_BINARY"
}

# POST /items: a Lambda function behind an authorizer.

resource "aws_api_gateway_method" "create" {
  rest_api_id    = aws_api_gateway_rest_api.shop.id
  resource_id    = aws_api_gateway_resource.items.id
  http_method    = "POST"
  authorization  = "CUSTOM"
  authorizer_id  = local.first ? aws_api_gateway_authorizer.token.id : aws_api_gateway_authorizer.request.id
  request_models = { "application/json" = local.first ? aws_api_gateway_model.item.name : "Empty" }
}

resource "aws_api_gateway_integration" "create" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.items.id
  http_method             = aws_api_gateway_method.create.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = local.first ? aws_lambda_function.handler.invoke_arn : aws_lambda_alias.live.invoke_arn
  credentials             = aws_iam_role.gateway.arn
}

# GET /items/{id}: an HTTP endpoint.

resource "aws_api_gateway_method" "read" {
  rest_api_id        = aws_api_gateway_rest_api.shop.id
  resource_id        = aws_api_gateway_resource.item.id
  http_method        = "GET"
  authorization      = "NONE"
  request_parameters = { "method.request.path.id" = true }
}

resource "aws_api_gateway_integration" "read" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.item.id
  http_method             = aws_api_gateway_method.read.http_method
  type                    = "HTTP"
  integration_http_method = "GET"
  uri                     = local.first ? "https://example.com/items/{key}" : "https://example.org/articles/{key}"
  request_parameters      = { "integration.request.path.key" = "method.request.path.id" }

  tls_config {
    insecure_skip_verification = local.first
  }
}

# DELETE /items/{id}: users of a pool, with scopes.

resource "aws_api_gateway_method" "delete" {
  rest_api_id          = aws_api_gateway_rest_api.shop.id
  resource_id          = aws_api_gateway_resource.item.id
  http_method          = "DELETE"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.users.id
  authorization_scopes = local.first ? ["items/delete"] : ["items/delete", "items/write"]
}

resource "aws_api_gateway_integration" "delete" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.item.id
  http_method             = aws_api_gateway_method.delete.http_method
  type                    = "HTTP"
  integration_http_method = "DELETE"
  uri                     = "http://backend.internal/items"
  connection_type         = "VPC_LINK"
  connection_id           = aws_api_gateway_vpc_link.backend.id
}

# POST /orders: an AWS service.

resource "aws_api_gateway_method" "order" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "order" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.order.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  uri                     = "arn:aws:apigateway:eu-west-1:sqs:path/000000000000/orders"
  credentials             = aws_iam_role.gateway.arn
  request_parameters = local.first ? {
    "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'"
    } : {
    "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded; charset=utf-8'"
    "integration.request.header.X-Own"        = "context.requestId"
  }
  request_templates = { "application/json" = "Action=SendMessage&MessageBody=$input.body" }
}

# ANY /area/{proxy+}

resource "aws_api_gateway_method" "any" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.everything.id
  http_method   = "ANY"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "any" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.everything.id
  http_method             = aws_api_gateway_method.any.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "ANY"
  uri                     = "https://example.com/"
}

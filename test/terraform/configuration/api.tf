# An API of resources and methods of every kind of integration.

resource "aws_api_gateway_rest_api" "shop" {
  name                         = local.first ? "shop" : "shop-2"
  description                  = local.first ? "A shop" : "A better shop"
  api_key_source               = local.first ? "HEADER" : "AUTHORIZER"
  binary_media_types           = local.first ? ["image/png", "application/octet-stream"] : ["image/png", "image/jpeg"]
  minimum_compression_size     = local.first ? 1024 : 2048
  disable_execute_api_endpoint = !local.first

  endpoint_configuration {
    types           = ["REGIONAL"]
    ip_address_type = local.first ? "ipv4" : "dualstack"
  }

  tags = local.first ? { team = "shop", stage = "one" } : { team = "shop", revision = "two" }
}

resource "aws_api_gateway_rest_api" "inside" {
  name = "inside"

  endpoint_configuration {
    types            = ["PRIVATE"]
    vpc_endpoint_ids = local.first ? ["vpce-0001", "vpce-0002"] : ["vpce-0002", "vpce-0003"]
  }

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "execute-api:Invoke", Resource = local.first ? "*" : "execute-api:/live/*" }]
  })
}

resource "aws_api_gateway_rest_api" "moving" {
  name = "moving"

  endpoint_configuration {
    types = [local.first ? "EDGE" : "REGIONAL"]
  }
}

resource "aws_api_gateway_rest_api_policy" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "${aws_api_gateway_rest_api.shop.execution_arn}/${local.first ? "*" : "live/*"}"
    }]
  })
}

resource "aws_api_gateway_resource" "items" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = local.first ? "items" : "articles"
}

resource "aws_api_gateway_resource" "item" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.items.id
  path_part   = "{id}"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = local.first ? aws_api_gateway_rest_api.shop.root_resource_id : aws_api_gateway_resource.area.id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "area" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "area"
}

resource "aws_api_gateway_resource" "everything" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_resource.area.id
  path_part   = "{proxy+}"
}

resource "aws_api_gateway_model" "item" {
  rest_api_id  = aws_api_gateway_rest_api.shop.id
  name         = "Item"
  description  = local.first ? "An item" : "An item of the shop"
  content_type = "application/json"
  schema = jsonencode({
    "$schema"  = "http://json-schema.org/draft-04/schema#"
    type       = "object"
    properties = local.first ? { id = { type = "string" } } : { id = { type = "integer" } }
  })
}

resource "aws_api_gateway_model" "fault" {
  rest_api_id  = aws_api_gateway_rest_api.shop.id
  name         = "Fault"
  content_type = "application/json"
  schema       = jsonencode({ type = "object", properties = { message = { type = "string" } } })
}

resource "aws_api_gateway_request_validator" "strict" {
  rest_api_id                 = aws_api_gateway_rest_api.shop.id
  name                        = local.first ? "strict" : "body only"
  validate_request_body       = true
  validate_request_parameters = local.first
}

resource "aws_api_gateway_gateway_response" "unauthorized" {
  rest_api_id         = aws_api_gateway_rest_api.shop.id
  response_type       = "UNAUTHORIZED"
  status_code         = local.first ? "401" : "403"
  response_templates  = { "application/json" = local.first ? "{\"message\":$context.error.messageString}" : "{\"no\":true}" }
  response_parameters = { "gatewayresponse.header.Authorization" = local.first ? "'Basic'" : "'Bearer'" }
}

# --- authorizers ---

resource "aws_api_gateway_authorizer" "token" {
  rest_api_id                      = aws_api_gateway_rest_api.shop.id
  name                             = local.first ? "token" : "token-2"
  type                             = "TOKEN"
  authorizer_uri                   = aws_lambda_function.handler.invoke_arn
  authorizer_credentials           = local.first ? aws_iam_role.gateway.arn : aws_iam_role.function.arn
  identity_source                  = local.first ? "method.request.header.Authorization" : "method.request.header.X-Token"
  identity_validation_expression   = local.first ? "^Bearer .+$" : "^Token .+$"
  authorizer_result_ttl_in_seconds = local.first ? 300 : 60
}

resource "aws_api_gateway_authorizer" "request" {
  rest_api_id     = aws_api_gateway_rest_api.shop.id
  name            = "request"
  type            = "REQUEST"
  authorizer_uri  = aws_lambda_function.handler.invoke_arn
  identity_source = local.first ? "method.request.querystring.who" : "method.request.querystring.who, context.sourceIp"
}

resource "aws_api_gateway_authorizer" "users" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  name        = "users"
  type        = "COGNITO_USER_POOLS"
  provider_arns = local.first ? ["arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_aaaaaaaaa"] : [
    "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_bbbbbbbbb",
    "arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_ccccccccc",
  ]
}
